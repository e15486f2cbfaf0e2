"""How old people are, in the words of the page."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from cases.models import Person


def day_words(day: date) -> str:
    return date_format(day, "j F Y")


def age_words(person: Person, on: date | None = None) -> str:
    """ "9", "7 months", "not yet born, due 3 May 2026", "died 3 May 2019 aged 71"."""
    on = on or timezone.localdate()
    if person.death_date and person.death_date <= on:
        age = _age(person, person.death_date)
        died = f"died {day_words(person.death_date)}"
        return f"{died} aged {age}" if age else died
    if person.is_unborn:
        return f"not yet born, due {day_words(person.expected_date)}"
    return _age(person, on) or "age not known"


def _age(person: Person, on: date) -> str:
    born = person.date_of_birth
    if born is None or born > on:
        return ""
    if years := person.age_on(on):
        return f"about {years}" if person.date_of_birth_is_estimate else str(years)
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months:
        return "1 month" if months == 1 else f"{months} months"
    weeks = (on - born).days // 7
    return "1 week" if weeks == 1 else f"{weeks} weeks"


def is_child(person: Person, on: date) -> bool:
    """Under 18 and alive, or on the way."""
    if person.death_date and person.death_date <= on:
        return False
    age = person.age_on(on)
    return person.is_unborn if age is None else age < 18
