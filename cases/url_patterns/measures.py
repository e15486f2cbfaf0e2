from django.urls import path

from cases.views import measures

urlpatterns = [
    path("families/<int:pk>/measures/", measures.family_measures, name="family_measures"),
    path("people/<int:pk>/measures/", measures.person_measures, name="person_measures"),
    path("people/<int:pk>/measures/new/", measures.measure_choose, name="measure_choose"),
    path("people/<int:pk>/measures/new/<slug:slug>/", measures.measure_add, name="measure_add"),
    path("measures/<int:pk>/", measures.measure, name="measure"),
    path("measures/<int:pk>/change/", measures.measure_edit, name="measure_edit"),
]
