from django.conf import settings
from django.urls import include, path

from programme import views

urlpatterns = [
    path("", views.home, name="home"),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("", include("cases.urls")),
]

if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", include("programme.styleguide_urls")))
