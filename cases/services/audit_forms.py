"""Writing a version of an authority's audit form. Earlier versions stay as they were."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Authority
from cases.audits.questions import Asked
from cases.models import AuditForm, AuditQuestion
from cases.services.refusals import Refused

_LONGEST_KEY = 40


@transaction.atomic
def change_form(
    *, authority: Authority, seen_number: int, questions: Iterable[Asked], why: str, by
) -> AuditForm:
    """`seen_number`: the version the questions were changed from, 0 when there was none."""
    Authority.objects.select_for_update().get(pk=authority.pk)
    # unscoped: whoever audits the whole authority may read its form.
    last = AuditForm.objects.in_use(authority.pk)
    now = last.number if last else 0
    if now != seen_number:
        raise Refused(
            f"{last.made_by} has saved version {now} since you opened this. "
            "Copy what you typed, open the form again and put it in."
        )
    return write_form(questions, authority=authority, number=now + 1, why=why, by=by)


def write_form(
    questions: Iterable[Asked], *, authority: Authority, number: int, by, why: str = ""
) -> AuditForm:
    form = AuditForm.objects.create(authority=authority, number=number, why=why, made_by=by)
    taken: set[str] = set()
    rows = []
    for place, asked in enumerate(questions, start=1):
        key = _free(asked.key or slugify(asked.text), taken)
        rows.append(AuditQuestion(form=form, position=place, **{**asked._asdict(), "key": key}))
    AuditQuestion.objects.bulk_create(rows)
    return form


def _free(key: str, taken: set[str]) -> str:
    """The key, or the key with a number where another question of the form has it."""
    key = key[:_LONGEST_KEY].strip("-") or "question"
    found, number = key, 2
    while found in taken:
        found = f"{key[: _LONGEST_KEY - 4]}-{number}"
        number += 1
    taken.add(found)
    return found
