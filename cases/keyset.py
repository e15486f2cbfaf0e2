"""Pages of a long list by where the last one ended, not by counting rows from the start.

The address carries only the id of the row to go on from: what the list is sorted by may be a
name, and is looked up here.
"""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet


@dataclass(frozen=True, slots=True)
class KeysetPage:
    rows: list
    before: int | None  # id to go back from, when there is a page before
    after: int | None


def keyset_page(
    rows: QuerySet,
    *,
    descending: bool,
    size: int,
    after: int | None = None,
    before: int | None = None,
) -> KeysetPage:
    """One page of rows annotated with `sort_key` (never null), in the order of it and then of the id."""
    backwards = before is not None
    anchor = before if backwards else after
    down = descending != backwards
    page = rows.order_by(*_order(down))
    start = None
    if anchor is not None:
        start = rows.filter(pk=anchor).values_list("sort_key", flat=True).first()
        if start is not None:
            page = page.filter(_past(start, anchor, down))
    found = list(page[: size + 1])
    more = len(found) > size
    found = found[:size]
    moved = start is not None
    if backwards and moved:
        found.reverse()
    has_before, has_after = (more, True) if backwards and moved else (moved, more)
    return KeysetPage(
        rows=found,
        before=found[0].pk if found and has_before else None,
        after=found[-1].pk if found and has_after else None,
    )


def _order(down: bool) -> tuple:
    return (F("sort_key").desc(), "-pk") if down else (F("sort_key").asc(), "pk")


def _past(value, pk: int, down: bool) -> Q:
    step = "lt" if down else "gt"
    return Q(**{f"sort_key__{step}": value}) | Q(sort_key=value, **{f"pk__{step}": pk})
