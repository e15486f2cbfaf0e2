"""Who can own a goal or do an action of a plan, and how everybody on a plan is called."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from cases.ages import is_child
from cases.models import Allocation, Case, Person

UNSEEN = "Somebody you cannot see"


def family_of(case: Case, user) -> list[Person]:
    """The case's people and the rest of the family today, as far as the user may see them."""
    from_case = Person.objects.for_user(user).living_records().filter(parts__case=case)
    current = case.family.memberships.current().values("person")
    from_family = Person.objects.for_user(user).living_records().filter(pk__in=current)
    people = {person.pk: person for person in (*from_case, *from_family)}
    today = timezone.localdate()
    return sorted(
        people.values(), key=lambda one: (not is_child(one, today), one.full_name, one.pk)
    )


def workers_of(case: Case, user) -> list[User]:
    """Everybody who works on the case today, and whoever is writing."""
    rows = Allocation.objects.for_user(user).current().filter(case=case).select_related("worker")
    found = {row.worker_id: row.worker for row in rows.order_by("pk")}
    found.setdefault(user.pk, user)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Names:
    """How the people and workers of a plan are called, for one reader, in two queries."""

    people: dict[int, str]
    workers: dict[int, str]

    def __call__(self, person: int | None, worker: int | None = None) -> str:
        if person is not None:
            return self.people.get(person, UNSEEN)
        return self.workers.get(worker, "")


def names_for(user, *, people: Iterable[int], workers: Iterable[int]) -> Names:
    wanted = {pk for pk in people if pk}
    found = Person.objects.for_user(user).filter(pk__in=wanted)
    staff = User.objects.filter(pk__in={pk for pk in workers if pk})
    return Names(
        people={person.pk: person.short_name for person in found},
        workers={worker.pk: worker.name for worker in staff},
    )
