"""The addresses the page frame may link to, whether or not their pages are what is tested."""

from django.http import HttpResponse
from django.urls import include, path


def nothing(request, **kwargs):
    return HttpResponse()


CASES = (
    [
        path("search/", nothing, name="search"),
        path("refer/", nothing, name="refer"),
        path("strands/<slug:strand>/", nothing, name="strand"),
    ],
    "cases",
)
urlpatterns = [
    path("", nothing, name="home"),
    path("account/", include("allauth.urls")),
    path("", include(CASES)),
]
