from django.urls import path

from cases.views import notes, recording

urlpatterns = [
    path("record/", recording.record, name="record"),
    path("families/<int:pk>/record/", recording.record_family, name="record_family"),
    path("families/<int:pk>/notes/", notes.family_notes, name="family_notes"),
    path("cases/<int:pk>/notes/", notes.case_notes, name="case_notes"),
    path("notes/<int:pk>/", notes.note, name="note"),
    path("notes/<int:pk>/change/", notes.note_amend, name="note_amend"),
    path("notes/<int:pk>/people/<int:part_pk>/", notes.note_part_amend, name="note_part_amend"),
]
