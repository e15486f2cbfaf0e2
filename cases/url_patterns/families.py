from django.urls import path

from cases.views import alerts, families, restriction, who_looked

urlpatterns = [
    path("families/<int:pk>/", families.family, name="family"),
    path("families/<int:pk>/people/", families.family_people, name="family_people"),
    path("families/<int:pk>/cases/", families.family_cases, name="family_cases"),
    path("families/<int:pk>/genogram/", families.family_genogram, name="family_genogram"),
    path("families/<int:pk>/name/", families.family_edit, name="family_edit"),
    path("families/<int:pk>/people/add/", families.family_member_add, name="family_member_add"),
    path("families/<int:pk>/alerts/add/", alerts.family_alert_add, name="family_alert_add"),
    path("families/<int:pk>/who-looked/", who_looked.family_who_looked, name="family_who_looked"),
    path("families/<int:pk>/restrict/", restriction.family_restrict, name="family_restrict"),
    path(
        "families/<int:pk>/restrict/lift/",
        restriction.family_restrict_lift,
        name="family_restrict_lift",
    ),
    path(
        "families/<int:pk>/restrict/add/", restriction.family_access_add, name="family_access_add"
    ),
    path("families/access/<int:pk>/end/", restriction.family_access_end, name="family_access_end"),
]
