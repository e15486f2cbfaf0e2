from django.urls import path

from cases.views import merging

urlpatterns = [
    path("people/<int:pk>/merge/", merging.choose, name="person_merge"),
    path("people/<int:pk>/merge/<int:other>/", merging.merge, name="person_merge_with"),
    path("merges/<int:pk>/undo/", merging.undo, name="person_merge_undo"),
]
