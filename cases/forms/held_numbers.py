"""One number, one person: what a form says when somebody else already has it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from cases.models import Identifier, Person


def refuse_held_number(
    kind: str, value: str, *, user, authorities: Iterable[int], person: Person | None = None
) -> None:
    """Raises ValidationError when a person other than `person` in these authorities has it."""
    # unscoped: a number is one person's even where the reader may not open them; of other
    # authorities nothing is told.
    held = Identifier.objects.filter(
        kind=kind, value=value, person__merged_into=None, person__authority__in=authorities
    )
    if person is not None:
        held = held.exclude(person=person)
    if not held.exists():
        return
    seen = Person.objects.for_user(user).filter(pk__in=held.values("person")).first()
    whose = seen.reference if seen else "another person"
    raise ValidationError(f"This number already belongs to {whose}. Is it the same person?")
