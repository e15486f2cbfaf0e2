from django.urls import path

from cases.views import calendar, notice_settings, notices

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.notices_read, name="notices_read"),
    path("notices/<int:pk>/read/", notices.notice_read, name="notice_read"),
    path("notices/settings/", notice_settings.settings, name="notice_settings"),
    path("notices/settings/calendar/", notice_settings.calendar_make, name="calendar_make"),
    path(
        "notices/settings/calendar/remove/",
        notice_settings.calendar_remove,
        name="calendar_remove",
    ),
    path("calendar/<str:secret>.ics", calendar.calendar, name="calendar"),
]
