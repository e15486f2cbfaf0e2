from django.urls import path

from cases.views import engagement

urlpatterns = [
    path("cases/<int:pk>/engagement/", engagement.engagement, name="engagement"),
    path(
        "cases/<int:pk>/engagement/<slug:point>/",
        engagement.engagement_rate,
        name="engagement_rate",
    ),
]
