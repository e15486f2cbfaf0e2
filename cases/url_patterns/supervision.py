from django.urls import path

from cases.views import supervision

urlpatterns = [
    path("supervision/", supervision.supervisions, name="supervisions"),
    path("supervision/workers/<int:pk>/", supervision.supervised_worker, name="supervised_worker"),
    path("supervision/<int:pk>/", supervision.supervision, name="supervision"),
    path("supervision/<int:pk>/mine/", supervision.my_supervision, name="my_supervision"),
    path(
        "supervision/<int:pk>/personal/",
        supervision.supervision_personal,
        name="supervision_personal",
    ),
    path(
        "supervision/<int:pk>/cases/<int:case_pk>/",
        supervision.discussion_add,
        name="discussion_add",
    ),
    path("supervision/discussions/<int:pk>/", supervision.discussion_edit, name="discussion_edit"),
]
