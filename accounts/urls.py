from django.urls import path

from accounts.views import kept

app_name = "accounts"
urlpatterns = [
    path("kept/", kept.kept, name="kept"),
]
