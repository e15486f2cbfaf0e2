from django.urls import include, path

from programme import views

urlpatterns = [
    path("", views.home, name="home"),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("", include("cases.urls")),
]
