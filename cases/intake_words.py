"""A referral as it will be sent, read back before it is."""

from django.urls import reverse
from django.utils.formats import date_format

from cases.codes import FamilyRole, PresentingNeed, RelationType, Sex
from cases.forms.intake_people import MEMBER_ROLES
from cases.services.members import Member
from cases.services.refusals import at_time

ROLE_WORDS = dict(MEMBER_ROLES)


def people_rows(intake, page) -> list[dict]:
    change = reverse("cases:refer_people", args=[intake.pk])
    return [
        {
            "key": _name(member),
            "value": "\n".join(_about(member)),
            "actions": [{"text": "Change", "url": change, "about": _name(member)}],
        }
        for member in page.members()
    ]


def details_rows(intake, form) -> list[dict]:
    change = reverse("cases:refer_details", args=[intake.pk])
    data = form.cleaned_data
    who = (data["referrer_name"], data["referrer_organisation"], data["referrer_contact"])
    rows = [
        ("Referral made by", "\n".join(filter(None, (_label(form, "source"), *who)))),
        ("Main need", _label(form, "primary_need")),
        ("Also", "\n".join(PresentingNeed(need).label for need in data["presenting_needs"])),
        ("Why", data["reason"]),
        ("Family agrees", _agrees(data["family_agrees"])),
    ]
    if "received" in form.fields:
        at = data["received_at"]
        rows += [
            ("Received", at_time(at) if at else "Just now"),
            ("Referrer told", "\n".join(filter(None, (_label(form, "told"), data["told_note"])))),
        ]
    return [
        {"key": key, "value": value, "actions": [{"text": "Change", "url": change, "about": key}]}
        for key, value in rows
        if value
    ]


def _name(member: Member) -> str:
    if member.person:
        return member.person.full_name
    return " ".join(part for part in (member.new.forename, member.new.surname) if part)


def _about(member: Member) -> list[str]:
    role = ROLE_WORDS.get(member.role, FamilyRole(member.role).label)
    if member.is_subject:
        role = ROLE_WORDS[FamilyRole.CHILD]
    lines = [role]
    if member.relation:
        lines.append(f"{RelationType(member.relation).label} of the child")
    if member.parental_responsibility:
        lines.append("Has parental responsibility")
    return lines + (_about_new(member) if member.new else ["Already on record"])


def _about_new(member: Member) -> list[str]:
    new, lines = member.new, []
    if new.expected_date:
        lines.append(f"Not yet born, due {date_format(new.expected_date)}")
    elif new.date_of_birth:
        guess = ", a guess" if new.date_of_birth_is_estimate else ""
        lines.append(f"Born {date_format(new.date_of_birth)}{guess}")
    else:
        lines.append("Date of birth not known")
    if new.sex != Sex.UNKNOWN:
        lines.append(str(Sex(new.sex).label))
    if new.phone:
        lines.append(new.phone)
    if member.home:
        home = member.home
        secret = "(not to be told to anyone)" if home.do_not_disclose else ""
        lines.append(" ".join(filter(None, (home.line_1, home.town, home.postcode, secret))))
    return lines


def _label(form, name: str) -> str:
    """The words of the chosen option, from under its heading where the list has headings."""
    chosen = form.cleaned_data[name]
    for value, label in form.fields[name].choices:
        if isinstance(label, list | tuple):
            for inner, words in label:
                if inner == chosen:
                    return str(words)
        elif value == chosen:
            return str(label)
    return ""


def _agrees(answer: bool | None) -> str:
    return {True: "Yes", False: "No", None: "Not asked yet"}[answer]
