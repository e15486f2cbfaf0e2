"""The files of a family: the list, attaching, opening and removing."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import Action, may
from accounts.gates import needs, require
from accounts.govuk.notices import tell
from accounts.models import AccessEvent
from accounts.once import once
from accounts.openings import record_opening
from cases.documents.sniffing import media_type_of
from cases.drafts import draft_on
from cases.family_page import tabs_of
from cases.forms.documents import DocumentsForm, RemoveDocumentForm
from cases.identity import identity_of
from cases.models import Document, Family
from cases.openings import family_opened
from cases.services.documents import keep_documents, remove_document
from cases.views.opened_case import attempt
from cases.views.pages import form_page

PER_PAGE = 50


@needs(Action.OPEN)
@require_GET
def family_documents(request, pk) -> HttpResponse:
    family = get_object_or_404(Family.objects.for_user(request.user), pk=pk)
    family_opened(request, family)
    rows = Document.objects.for_user(request.user).filter(family=family)
    rows = rows.select_related("created_by", "case", "removed_by").order_by("-created_at", "-pk")
    return form_page(
        request,
        None,
        template="cases/family_documents.html",
        title="Documents",
        back=family.get_absolute_url(),
        identity=identity_of(family, user=request.user),
        family=family,
        tabs=tabs_of(family, user=request.user, current="documents"),
        may_record=may(request.user, Action.RECORD, authority_id=family.authority_id),
        documents=Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    )


@needs(Action.RECORD)
@once
def document_add(request, pk) -> HttpResponse:
    family = get_object_or_404(Family.objects.for_user(request.user), pk=pk)
    require(request.user, Action.RECORD, authority_id=family.authority_id)
    family_opened(request, family)
    draft = draft_on(request, family, form="documents", title="Attaching files", version=0)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DocumentsForm(*sent, user=request.user, family=family)
    if form.is_valid():
        kept = keep_documents(family=family, by=request.user, **form.cleaned_data)
        draft.done()
        tell(request, "File attached." if len(kept) == 1 else f"{len(kept)} files attached.")
        return redirect("cases:family_documents", pk=family.pk)
    return form_page(
        request,
        form,
        title="Attach files",
        back=reverse("cases:family_documents", args=[family.pk]),
        button="Attach",
        identity=identity_of(family, user=request.user),
        draft=draft,
    )


@needs(Action.OPEN)
@require_GET
def document(request, pk) -> HttpResponse:
    """Always a download under its own name, never a page of ours; every opening is written down."""
    found = get_object_or_404(Document.objects.for_user(request.user).standing(), pk=pk)
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    record_opening(
        by=request.user,
        authority_id=found.authority_id,
        family_id=found.family_id,
        person_id=found.person_id,
        case_id=found.case_id,
        how=AccessEvent.How.DOWNLOAD,
    )
    return FileResponse(
        content,
        as_attachment=True,
        filename=found.name,
        content_type=media_type_of(found.kind),
        headers={"X-Content-Type-Options": "nosniff"},
    )


@needs(Action.RECORD)
@once
def document_remove(request, pk) -> HttpResponse:
    rows = Document.objects.for_user(request.user).standing().select_related("family")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, Action.RECORD, authority_id=found.authority_id)
    family_opened(request, found.family)
    back = reverse("cases:family_documents", args=[found.family_id])
    form = RemoveDocumentForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(
        form,
        remove_document,
        document=found,
        reason=form.cleaned_data["reason"],
        by=request.user,
    ):
        tell(request, "File removed. That it was here, and your reason, stay.")
        return redirect(back)
    return form_page(
        request,
        form,
        title="Remove a file",
        caption=found.name,
        back=back,
        button="Remove",
        identity=identity_of(found.family, user=request.user),
    )
