"""Included by the project's addresses in local mode only."""

from django.urls import path

from . import styleguide

app_name = "styleguide"
urlpatterns = [
    path("", styleguide.gallery, name="gallery"),
    path("confirm/", styleguide.confirmation, name="confirmation"),
]
