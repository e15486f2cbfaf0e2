from django.urls import path

from cases.views import facts, people, who_looked

urlpatterns = [
    path("people/add/", people.person_add, name="person_add"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/details/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/name/", people.person_rename, name="person_rename"),
    path("people/<int:pk>/born/", people.person_born, name="person_born"),
    path("people/<int:pk>/died/", people.person_died, name="person_died"),
    path("people/<int:pk>/family/add/", people.family_add, name="family_add"),
    path("people/<int:pk>/relationships/add/", facts.relationship_add, name="relationship_add"),
    path("people/<int:pk>/who-looked/", who_looked.person_who_looked, name="person_who_looked"),
    path("people/<int:pk>/<slug:kind>/add/", facts.fact_add, name="fact_add"),
    path("facts/<slug:kind>/<int:pk>/", facts.fact_edit, name="fact_edit"),
]
