"""Restricting a family and the lists of who may and who must not see it."""

from django import forms

from accounts.access import Role
from accounts.govuk.widgets import Checkboxes, Radios
from accounts.models import User
from cases.forms.base import ScopedForm
from cases.forms.facts import FactForm
from cases.models import Allocation, Family, FamilyAccess
from cases.services.refusals import Refused

STAY, LEAVE = "stay", "leave"
CASEWORKERS = (
    Role.PRACTITIONER,
    Role.TEAM_MANAGER,
    Role.PROGRAMME_MANAGER,
    Role.VOLUNTEER_COORDINATOR,
    Role.INFORMATION_GOVERNANCE,
)
MOST_FOUND = 20
ONE_ENTRY = "familyaccess_one_entry_per_user"


def staff_of(family: Family):
    return User.objects.holding(*CASEWORKERS, authority_id=family.authority_id).order_by(
        "name", "pk"
    )


class RestrictForm(FactForm):
    """Restricts the family; when it is restricted already, changes only whom others contact."""

    reason = forms.CharField(
        label="Why is it restricted?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="For example, a child of somebody who works here. Only the named people read it.",
    )
    workers = forms.ModelMultipleChoiceField(
        label="Which of the people who work with this family may still see it?",
        queryset=User.objects.none(),
        required=False,
        widget=Checkboxes,
        help_text="Anyone not named loses sight of it at once. You can name others afterwards.",
    )
    me = forms.ChoiceField(
        label="And you?",
        choices=[
            (STAY, "Name me too, so that I can still open this family"),
            (LEAVE, "Leave me out: I will not be able to open this family any more"),
        ],
        widget=Radios,
        error_messages={"required": "Say whether you keep access yourself"},
    )

    class Meta:
        model = Family
        fields = ("restricted_contact",)
        help_texts = {
            "restricted_contact": "Others who search learn only that a restricted record exists, "
            "and this name."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        family = self.instance
        contact = self.fields["restricted_contact"]
        contact.queryset = contact.queryset & staff_of(family)
        contact.required = True
        contact.empty_label = "Choose one"
        contact.label = "Whom should others contact about this family?"
        contact.error_messages["required"] = "Choose whom others should contact"
        if family.restricted:
            for name in ("reason", "workers", "me"):
                del self.fields[name]
        else:
            self._offer_workers(family)

    def _offer_workers(self, family: Family) -> None:
        # unscoped: who works with a family its view has fetched for the reader.
        working = Allocation.objects.current().filter(case__family=family).values("worker")
        field = self.fields["workers"]
        field.queryset = User.objects.filter(pk__in=working, is_active=True).order_by("name", "pk")
        if not field.queryset.exists():
            del self.fields["workers"]
        else:
            field.initial = [worker.pk for worker in field.queryset]

    def clean(self):
        cleaned = super().clean()
        contact, me = cleaned.get("restricted_contact"), cleaned.get("me")
        # unscoped: who must not see a family its view has fetched for the reader.
        denied = FamilyAccess.objects.current().filter(
            family=self.instance, user=contact, kind=FamilyAccess.Kind.DENY
        )
        if contact and denied.exists():
            self.add_error("restricted_contact", f"{contact} must not see this family")
        named = {contact, *(cleaned.get("workers") or ())}
        if me == LEAVE and self.user in named:
            self.add_error("me", "You are named above, so you keep access")
        return cleaned

    def _check_constraints(self) -> None:
        """`restricted` is set by the service together with the contact."""

    @property
    def allowed(self) -> list[User]:
        me = [self.user] if self.cleaned_data.get("me") == STAY else []
        return [*(self.cleaned_data.get("workers") or ()), *me]


class StaffSearchForm(ScopedForm):
    """First half of naming somebody: find them. Sent as a form so that no name is in an address."""

    name = forms.CharField(
        label="Name of the member of staff", max_length=100, help_text="Part of it will do."
    )

    def __init__(self, *args, family: Family, **kwargs):
        super().__init__(*args, **kwargs)
        self.family = family

    def found(self) -> list[User]:
        staff = staff_of(self.family) & User.objects.for_user(self.user)
        return list(staff.filter(name__icontains=self.cleaned_data["name"])[:MOST_FOUND])


class AccessForm(ScopedForm):
    """Second half: which of those found, on which list, and why."""

    name = forms.CharField(widget=forms.HiddenInput, max_length=100)
    staff = forms.ModelChoiceField(
        label="Who?",
        queryset=User.objects.all(),
        widget=Radios,
        empty_label=None,
        error_messages={"required": "Choose who"},
    )
    kind = forms.ChoiceField(
        label="Which list?",
        choices=[
            (FamilyAccess.Kind.ALLOW, "May see this family, while it is restricted"),
            (FamilyAccess.Kind.DENY, "Must not see this family, whatever their role"),
        ],
        widget=Radios,
        error_messages={"required": "Choose a list"},
    )
    reason = forms.CharField(
        label="Why?", max_length=300, help_text="For example, the child’s aunt."
    )
    sure = forms.BooleanField(
        label="I know that I will not be able to open this family any more", required=False
    )

    def __init__(self, *args, family: Family, found: list[User], **kwargs):
        # The search form on the same page has a field of the same name.
        kwargs["auto_id"] = "access_%s"
        super().__init__(*args, **kwargs)
        self.family = family
        self.fields["staff"].queryset = (
            User.objects.for_user(self.user)
            .filter(pk__in=[one.pk for one in found])
            .order_by("name", "pk")
        )
        self.fields["staff"].label_from_instance = _with_job
        if not self._denies_oneself():
            del self.fields["sure"]

    def _denies_oneself(self) -> bool:
        sent = (self.data.get("staff"), self.data.get("kind"))
        return sent == (str(self.user.pk), FamilyAccess.Kind.DENY)

    def clean(self):
        cleaned = super().clean()
        staff, kind = cleaned.get("staff"), cleaned.get("kind")
        denies = kind == FamilyAccess.Kind.DENY
        if denies and staff and staff.pk == self.family.restricted_contact_id:
            self.add_error("staff", "Others are told to contact them. Choose another contact first")
        if "sure" in self.fields and not cleaned.get("sure"):
            self.add_error("sure", "Confirm that you give up your own access")
        return cleaned

    def refuse(self, refusal: Refused) -> None:
        self.add_error("staff" if refusal.constraint == ONE_ENTRY else None, str(refusal))


def _with_job(user: User) -> str:
    return f"{user.name}, {user.job_title}" if user.job_title else user.name
