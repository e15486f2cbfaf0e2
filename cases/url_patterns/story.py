from django.urls import path

from cases.views import story

urlpatterns = [
    path("families/<int:pk>/story/", story.family, name="family_story"),
    path("families/<int:pk>/story/<slug:form>/", story.family_file, name="family_story_file"),
    path("people/<int:pk>/story/", story.person, name="person_story"),
    path("people/<int:pk>/story/<slug:form>/", story.person_file, name="person_story_file"),
    path("cases/<int:pk>/story/", story.case, name="case_story"),
    path("cases/<int:pk>/story/<slug:form>/", story.case_file, name="case_story_file"),
]
