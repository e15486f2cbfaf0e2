from django.urls import path

from cases.views import referrals

urlpatterns = [
    path("refer/", referrals.start, name="refer"),
    path("refer/made/", referrals.made, name="referrals_made"),
    path("refer/<uuid:pk>/who/", referrals.who, name="refer_who"),
    path("refer/<uuid:pk>/people/", referrals.people, name="refer_people"),
    path("refer/<uuid:pk>/details/", referrals.details, name="refer_details"),
    path("refer/<uuid:pk>/check/", referrals.check, name="refer_check"),
    path("refer/<uuid:pk>/discard/", referrals.discard, name="refer_discard"),
]
