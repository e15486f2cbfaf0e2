"""The bar at the top of every page about a family: whose record this is."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html

from cases.ages import age_words, is_child
from cases.models import Alert, Case, Family, Person


@dataclass(frozen=True, slots=True)
class Named:
    name: str
    age: str
    url: str


@dataclass(frozen=True, slots=True)
class Identity:
    name: str
    reference: str
    url: str
    people: tuple[Named, ...] = ()
    alerts: str = ""
    restricted: bool = False
    strands: tuple[str, ...] = ()


def identity_of(family: Family, user, *, people: list[Person] | None = None) -> Identity:
    """For a family the user may open. `people`: its current ones, if the page has them already."""
    if people is None:
        people = current_people(family, user)
    today = timezone.localdate()
    children = [person for person in people if is_child(person, today)]
    children.sort(key=lambda child: (child.date_of_birth or today, child.pk))
    cases = Case.objects.of_findable_families(user).open_().filter(family=family)
    strands = dict.fromkeys(case.strand_name for case in cases.order_by("referred_on", "pk"))
    return Identity(
        name=format_html("<bdi>{}</bdi>", str(family)),
        reference=family.reference,
        url=family.get_absolute_url(),
        people=tuple(_named(child) for child in children),
        alerts=_alert_words(family, people),
        restricted=family.restricted,
        strands=tuple(strands),
    )


def current_people(family: Family, user) -> list[Person]:
    """Part of the family today, as far as the user may see them."""
    members = family.memberships.current().filter(person__in=Person.objects.for_user(user))
    members = members.select_related("person").order_by("person__date_of_birth", "pk")
    return list(dict.fromkeys(member.person for member in members))


def _named(person: Person) -> Named:
    return Named(
        format_html("<bdi>{}</bdi>", person.short_name),
        age_words(person),
        person.get_absolute_url(),
    )


def _alert_words(family: Family, people: list[Person]) -> str:
    about = Q(family=family) | Q(person__in=[person.pk for person in people])
    count = Alert.objects.current().filter(about).count()
    if not count:
        return ""
    return "1 alert" if count == 1 else f"{count} alerts"
