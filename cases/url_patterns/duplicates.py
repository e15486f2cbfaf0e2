from django.urls import path

from cases.views import duplicates

urlpatterns = [
    path("people/duplicates/", duplicates.panel, name="duplicates"),
]
