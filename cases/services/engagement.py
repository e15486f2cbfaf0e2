"""Rating engagement at a fixed point of a case."""

from datetime import date

from django.db import transaction

from cases.models import Case, EngagementRating, Person
from cases.services.facts import add_fact, change_fact
from cases.services.refusals import Refused


@transaction.atomic
def rate_engagement(
    *, case: Case, point: str, person: Person | None, level: int, rated_on: date, note: str, by
) -> EngagementRating:
    """The first to rate gives the rating; another worker's is kept beside it as the second.

    Whoever has rated already corrects their own rating.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    # unscoped: the ratings of a case the caller may open, to know whose this is.
    rows = list(EngagementRating.objects.filter(case=case, point=point, person=person))
    mine = next((row for row in rows if row.rated_by_id == by.pk), None)
    values = {"level": level, "rated_on": rated_on, "note": note}
    if mine is not None:
        for name, value in values.items():
            setattr(mine, name, value)
        return change_fact(mine, by=by, seen_version=mine.version, fields=values)
    if len(rows) > 1:
        raise Refused("Two people have rated this point already.")
    rating = EngagementRating(
        case=case, point=point, person=person, rated_by=by, is_second=bool(rows), **values
    )
    return add_fact(rating, by=by)
