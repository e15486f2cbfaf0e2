"""Taking a referral: four pages, each kept as it is sent, and one button that makes it."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Action, may
from accounts.govuk.notices import tell
from accounts.once import FIELD as ONCE_FIELD
from accounts.once import once
from cases.codes import FamilyRole
from cases.forms.intake import SendForm, StartForm, WhoForm
from cases.intake import DETAILS, PEOPLE, PeoplePage, details_form, details_from, without_row
from cases.intake_duplicates import first_doubt, settle_as_known, settle_as_new
from cases.intake_finding import look_for
from cases.intake_words import details_rows, people_rows
from cases.models import Case, Family, Intake, Person
from cases.openings import EXISTENCE_ONLY, family_opened
from cases.referrals_made import referrals_made_by, unfinished_of
from cases.referring import destinations, may_refer_to
from cases.services.referrals import take_referral
from cases.services.refusals import AlreadyOpen, Refused
from cases.views.pages import record_number

NOT_ANSWERED = "Use one of these records, or say that it is none of them"
NOT_KEPT = {"csrfmiddlewaretoken", ONCE_FIELD, "do"}


def takes_referrals(view):
    """For whoever may refer somewhere: staff in their strands, partners from outside."""

    @wraps(view)
    def gated(request, *args, **kwargs):
        if not (may(request.user, Action.REFER) or may(request.user, Action.LOG_OWN)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    gated.gate = (Action.REFER, Action.LOG_OWN)
    return gated


def from_outside(user) -> bool:
    return not may(user, Action.REFER)


def own_intake(request, pk) -> Intake:
    rows = Intake.objects.for_user(request.user).unfinished()
    intake = get_object_or_404(rows.select_related("family", "authority", "user"), pk=pk)
    if not may_refer_to(request.user, intake.authority_id, intake.strand):
        raise PermissionDenied
    # The family may have been closed to this user since they chose it.
    if intake.family and not Family.objects.findable_by(request.user).filter(pk=intake.family_id):
        intake.family = None
        intake.keep(PEOPLE, None)
    return intake


@takes_referrals
@require_http_methods(["GET", "POST"])
def start(request):
    places = destinations(request.user)
    about = _family_asked_for(request)
    form = StartForm(
        request.POST or None,
        places=places,
        may_search=not from_outside(request.user),
        about=about,
    )
    if request.method == "POST" and (form.is_valid() or not form.fields):
        place = form.place if form.fields else places[0]
        words = form.cleaned_data.get("words", "") if form.fields else ""
        intake = Intake.objects.create(
            user=request.user,
            authority_id=about.authority_id if about else place.authority_id,
            strand=place.strand,
            words=words,
            family=about,
        )
        known = bool(words) and look_for(request.user, words)
        return redirect("cases:refer_who" if known else "cases:refer_people", intake.pk)
    return TemplateResponse(
        request,
        "cases/refer_start.html",
        {
            "form": form,
            "places": places,
            "about": about,
            "unfinished": unfinished_of(request.user),
            "from_outside": from_outside(request.user),
        },
    )


def _family_asked_for(request) -> Family | None:
    """?family=12 on the way in from a family's page; the same in the form when it comes back."""
    asked = request.POST.get("family") or request.GET.get("family") or ""
    if not asked.isdecimal() or from_outside(request.user):
        return None
    return get_object_or_404(Family.objects.findable_by(request.user), pk=record_number(asked))


@takes_referrals
@require_http_methods(["GET", "POST"])
def who(request, pk):
    intake = own_intake(request, pk)
    if from_outside(request.user) or not intake.words:
        return redirect("cases:refer_people", intake.pk)
    found = look_for(request.user, intake.words)
    chosen = {"family": f"family-{intake.family_id}"} if intake.family_id else {}
    form = WhoForm(request.POST or None, found=found, initial=chosen)
    if form.is_valid():
        _choose(intake, form.cleaned_data["family"])
        return redirect("cases:refer_people", intake.pk)
    return TemplateResponse(
        request,
        "cases/refer_who.html",
        {"form": form, "intake": intake, "found": found},
    )


def _choose(intake, choice: str) -> None:
    """A family, someone in no family yet, or neither. Another choice begins the next page afresh."""
    kind, _, pk = choice.partition("-")
    family_id = int(pk) if kind == "family" else None
    if family_id == intake.family_id and kind != "person" and PEOPLE in intake.answers:
        return
    intake.family_id = family_id
    typed = None
    if kind == "person":
        typed = MultiValueDict({"rows": ["2"], "p0-same_as": [pk], "p0-role": [FamilyRole.CHILD]})
        typed.setlist("p1-role", [FamilyRole.PARENT])
    intake.keep(PEOPLE, typed)


@takes_referrals
@require_http_methods(["GET", "POST"])
def people(request, pk):
    intake = own_intake(request, pk)
    if request.method == "POST":
        return _people_sent(request, intake)
    page = PeoplePage(intake, intake.typed(PEOPLE), check=False)
    return _people_page(request, intake, page)


def _people_sent(request, intake):
    typed = _typed(request)
    asked = request.POST.get("do", "")
    asked_about = _settle(request, intake, typed)
    if asked == "add":
        typed["rows"] = str(PeoplePage(intake, typed, check=False).row_count + 1)
    elif asked.startswith("remove-"):
        typed = without_row(typed, asked.removeprefix("remove-"))
    intake.keep(PEOPLE, typed)
    if asked or "use_person" in request.POST:
        return redirect(f"{reverse('cases:refer_people', args=[intake.pk])}#more")
    page = PeoplePage(intake, typed, check=True)
    if not page.is_valid:
        return _people_page(request, intake, page)
    doubt = None if from_outside(request.user) else first_doubt(page)
    if doubt:
        page.doubt = doubt
        if doubt.prefix == asked_about:
            doubt.problem = NOT_ANSWERED
        return _people_page(request, intake, page)
    finished = DETAILS in intake.answers
    return redirect("cases:refer_check" if finished else "cases:refer_details", intake.pk)


def _settle(request, intake, typed) -> str:
    """Take the answer to "is it one of these people?", when one was asked; says of which row."""
    prefix = typed.get("asked_about", "")
    for name in ("asked_about", "use_person", "not_a_duplicate"):
        typed.pop(name, None)
    if not prefix:
        return ""
    if request.POST.get("not_a_duplicate") == "yes":
        settle_as_new(typed, prefix)
    chosen = request.POST.get("use_person", "")
    if chosen.isdecimal():
        people = Person.objects.findable_by(request.user).living_records()
        person = get_object_or_404(people, pk=record_number(chosen))
        settle_as_known(intake, typed, prefix, person)
    return prefix


def _people_page(request, intake, page):
    if intake.family:
        family_opened(request, intake.family, reason=EXISTENCE_ONLY)
    back = "cases:refer_who" if intake.words else "cases:refer"
    return TemplateResponse(
        request,
        "cases/refer_people.html",
        {
            "intake": intake,
            "page": page,
            "forms": page.forms,
            "back_url": reverse(back, args=[intake.pk] if intake.words else []),
        },
    )


def _typed(request):
    """As typed, but for the one character that no database holds."""
    typed = MultiValueDict()
    for name, values in request.POST.lists():
        if name not in NOT_KEPT:
            typed.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
    return typed


@takes_referrals
@require_http_methods(["GET", "POST"])
def details(request, pk):
    intake = own_intake(request, pk)
    typed = _typed(request) if request.method == "POST" else intake.typed(DETAILS)
    form = details_form(
        intake, typed, check=request.method == "POST", from_outside=from_outside(request.user)
    )
    if request.method == "POST":
        intake.keep(DETAILS, typed)
        if form.is_valid():
            return redirect("cases:refer_check", intake.pk)
    return TemplateResponse(request, "cases/refer_details.html", {"form": form, "intake": intake})


@takes_referrals
@require_http_methods(["GET", "POST"])
@once
def check(request, pk):
    intake = own_intake(request, pk)
    page = PeoplePage(intake, intake.typed(PEOPLE), check=True)
    outside = from_outside(request.user)
    if not page.is_valid or (not outside and first_doubt(page)):
        return redirect("cases:refer_people", intake.pk)
    asked = details_form(intake, intake.typed(DETAILS), check=True, from_outside=outside)
    if not asked.is_valid():
        return redirect("cases:refer_details", intake.pk)
    form = SendForm(request.POST if request.method == "POST" else None)
    running = None
    if form.is_valid():
        try:
            return _sent(request, intake, page, asked)
        except Refused as problem:
            form.add_error(None, str(problem))
            running = _openable(request.user, problem)
    return TemplateResponse(
        request,
        "cases/refer_check.html",
        {
            "form": form,
            "intake": intake,
            "page": page,
            "running": running,
            "people_rows": people_rows(intake, page),
            "details_rows": details_rows(intake, asked),
        },
    )


@transaction.atomic
def _sent(request, intake, page, asked):
    # Held, so that the same referral sent from two windows is taken once.
    own = Intake.objects.for_user(request.user).unfinished()
    get_object_or_404(own.select_for_update(), pk=intake.pk)
    referral = take_referral(
        by=request.user,
        authority=intake.authority,
        strand=intake.strand,
        family=intake.family,
        family_name=page.family_name,
        members=page.members(),
        details=details_from(asked),
        received_at=asked.cleaned_data["received_at"],
    )
    if from_outside(request.user):
        intake.referral = referral
        intake.save()
    else:
        intake.delete()
    tell(request, f"Referral sent to {referral.case.strand_name}: {referral.case.reference}.")
    if Case.objects.for_user(request.user).filter(pk=referral.case_id).exists():
        return redirect(referral.case)
    return redirect("cases:referrals_made")


def _openable(user, problem) -> Case | None:
    if not isinstance(problem, AlreadyOpen):
        return None
    return Case.objects.for_user(user).filter(pk=problem.case.pk).first()


@takes_referrals
@require_POST
def discard(request, pk):
    get_object_or_404(Intake.objects.for_user(request.user).unfinished(), pk=pk).delete()
    tell(request, "The unfinished referral was thrown away.")
    return redirect("cases:refer")


@takes_referrals
@require_http_methods(["GET"])
def made(request):
    return TemplateResponse(
        request,
        "cases/referrals_made.html",
        {
            "made": referrals_made_by(request.user, request.GET.get("page")),
            "unfinished": unfinished_of(request.user),
            "from_outside": from_outside(request.user),
        },
    )
