"""The project's addresses with the style guide, which a test run otherwise does not serve."""

from django.urls import include, path

from programme.urls import urlpatterns as project

urlpatterns = [*project, path("styleguide/", include("programme.styleguide_urls"))]
