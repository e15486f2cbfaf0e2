from django.urls import path

from cases.views import goals, plan_reviews, plans

urlpatterns = [
    path("cases/<int:pk>/plan/", plans.case_plan, name="case_plan"),
    path("cases/<int:pk>/plan/start/", plans.plan_start, name="plan_start"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/change/", plans.plan_edit, name="plan_edit"),
    path("plans/<int:pk>/said/<int:person_pk>/", plans.plan_agreement, name="plan_agreement"),
    path("plans/<int:pk>/share/", plans.plan_share, name="plan_share"),
    path("plans/<int:pk>/versions/<int:number>/", plans.plan_version, name="plan_version"),
    path("plans/<int:pk>/versions/<int:number>/<slug:form>/", plans.plan_file, name="plan_file"),
    path("plans/<int:pk>/ask/", plans.plan_ask, name="plan_ask"),
    path("plans/<int:pk>/approve/", plans.plan_approve, name="plan_approve"),
    path("plans/<int:pk>/review/", plan_reviews.plan_review, name="plan_review"),
    path("plans/<int:pk>/goals/add/", goals.goal_add, name="goal_add"),
    path("goals/<int:pk>/change/", goals.goal_edit, name="goal_edit"),
    path("goals/<int:pk>/rate/", goals.goal_rate, name="goal_rate"),
    path("goals/<int:pk>/end/", goals.goal_end, name="goal_end"),
    path("goals/<int:pk>/actions/add/", goals.action_add, name="action_add"),
    path("plan-actions/<int:pk>/done/", goals.action_done, name="action_done"),
]
