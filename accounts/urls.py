from django.urls import path

from accounts.views import cover, kept, users

app_name = "accounts"
urlpatterns = [
    path("kept/", kept.kept, name="kept"),
    path("cover/", cover.cover, name="cover"),
    path("cover/<int:pk>/end/", cover.end, name="cover_end"),
    path("users/", users.user_list, name="users"),
    path("users/add/", users.user_add, name="user_add"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/roles/add/", users.role_add, name="role_add"),
    path("users/<int:pk>/roles/<int:membership>/end/", users.role_end, name="role_end"),
    path("users/<int:pk>/active/", users.user_active, name="user_active"),
]
