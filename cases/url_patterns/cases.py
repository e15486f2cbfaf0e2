from django.urls import path

from cases.views import allocation, caseload, cases, transfers

urlpatterns = [
    path("cases/in/<slug:slug>/", caseload.caseload, name="caseload"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/decide/", cases.decide, name="decide"),
    path("cases/<int:pk>/told/<int:referral_pk>/", cases.told, name="told"),
    path("cases/<int:pk>/start/", cases.start, name="start"),
    path("cases/<int:pk>/allocate/", allocation.allocate, name="allocate"),
    path("cases/<int:pk>/allocate/<int:allocation_pk>/end/", allocation.end, name="allocation_end"),
    path("cases/<int:pk>/hand-over/", transfers.offer, name="transfer"),
    path("hand-overs/<int:pk>/", transfers.answer, name="transfer_answer"),
    path("hand-overs/<int:pk>/take-back/", transfers.withdraw, name="transfer_withdraw"),
    path("cases/<int:pk>/step-across/", cases.step_across, name="step_across"),
    path("cases/<int:pk>/close/", cases.close, name="close"),
    path("cases/<int:pk>/reopen/", cases.reopen, name="reopen"),
]
