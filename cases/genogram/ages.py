"""Ages and dates as people say them."""

from datetime import date

from cases.genogram.model import Person


def day_words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def years_between(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def months_between(born: date, day: date) -> int:
    months = (day.year - born.year) * 12 + day.month - born.month
    return months - (day.day < born.day)


def _last_day(person: Person, on: date) -> date | None:
    """The day the age is counted to: today, or the day of death. None if that is not known."""
    return person.died if person.has_died(on) else on


def age_in_symbol(person: Person, on: date) -> str:
    last = _last_day(person, on)
    if person.born is None or last is None or last < person.born:
        return ""
    if years := years_between(person.born, last):
        return str(years)
    if months := months_between(person.born, last):
        return f"{months}m"
    return f"{(last - person.born).days // 7}w"


def age_words(person: Person, on: date) -> str:
    """ "9", "7 months", "died 3 May 2019 aged 71", "not yet born, due 3 May 2026"."""
    if person.has_died(on):
        return _death_words(person, on)
    if person.is_unborn:
        return f"not yet born, due {day_words(person.expected)}"
    return _age(person, on) or "age not known"


def _death_words(person: Person, on: date) -> str:
    died = f"died {day_words(person.died)}" if person.died else "has died"
    age = _age(person, on)
    return f"{died} aged {age}" if age else died


def _age(person: Person, on: date) -> str:
    short = age_in_symbol(person, on)
    for mark, unit in (("m", "month"), ("w", "week")):
        if short.endswith(mark):
            count = short.removesuffix(mark)
            return f"{count} {unit}" if count == "1" else f"{count} {unit}s"
    return short


def years_on_label(person: Person, on: date) -> str:
    born = str(person.born.year) if person.born else ""
    if person.has_died(on):
        if born and person.died:
            return f"{born}–{person.died.year}"
        return f"d. {person.died.year}" if person.died else "died"
    if person.is_unborn:
        return f"due {person.expected:%b} {person.expected.year}"
    return f"b. {born}" if born else ""
