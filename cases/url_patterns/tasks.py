from django.urls import path

from cases.views import day, tasks

urlpatterns = [
    path("cases/<int:pk>/tasks/", tasks.case_tasks, name="case_tasks"),
    path("cases/<int:pk>/tasks/add/", tasks.case_task_add, name="case_task_add"),
    path("families/<int:pk>/tasks/", tasks.family_tasks, name="family_tasks"),
    path("families/<int:pk>/tasks/add/", tasks.family_task_add, name="family_task_add"),
    path("tasks/<int:pk>/", tasks.task_edit, name="task"),
    path("tasks/<int:pk>/done/", tasks.task_done, name="task_done"),
    path("tasks/<int:pk>/reopen/", tasks.task_reopen, name="task_reopen"),
    path("team/", day.team, name="team"),
    path("day/<int:pk>/", day.worker_day, name="worker_day"),
]
