from django.urls import path

from accounts.views import closed, cover, kept, users

app_name = "accounts"
urlpatterns = [
    # Pages of the sign-in library that ours stand before: how somebody is known to the sign-in is
    # looked after by system administrators.
    path("email/", closed.closed),
    path("3rdparty/", closed.closed),
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
