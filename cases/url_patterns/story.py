from django.urls import path

from cases.views import story, story_marks

_STORIES = (("families", "family"), ("people", "person"), ("cases", "case"))

urlpatterns = [path("story/<int:pk>/", story_marks.story_mark, name="story_mark")]
for place, of in _STORIES:
    url, told = f"{place}/<int:pk>/story/", {"of": of}
    urlpatterns += [
        path(url, story.story, told, name=f"{of}_story"),
        path(f"{url}ticks/", story.story_ticks, told, name=f"{of}_story_ticks"),
        path(f"{url}print/", story.story_print, told, name=f"{of}_story_print"),
        path(f"{url}<slug:form>/", story.story_file, told, name=f"{of}_story_file"),
    ]
