from django.urls import path

from cases.views import clocks

urlpatterns = [
    path("clocks/", clocks.clocks, name="clocks"),
    path("clocks/<int:authority_pk>/<slug:slug>/", clocks.clock, name="clock"),
]
