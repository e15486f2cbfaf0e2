from django.urls import path

from cases.views import drafts

urlpatterns = [
    path("drafts/", drafts.save_draft, name="draft_save"),
    path("drafts/token/", drafts.draft_token, name="draft_token"),
    path("drafts/<int:pk>/throw-away/", drafts.discard_draft, name="draft_discard"),
]
