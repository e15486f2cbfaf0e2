"""Hand-overs that wait for somebody's answer: their own, and those of the people they cover for."""

from cases.models import Transfer


def waiting_for(user):
    """Only of cases the user may open: someone barred from the family is not shown its hand-over."""
    return (
        Transfer.objects.for_user(user)
        .waiting()
        .filter(to_worker__in=user.stands_in_for)
        .select_related("case__family", "from_worker", "to_worker")
        .order_by("offered_at", "pk")
    )


def may_answer(user, transfer: Transfer) -> bool:
    return transfer.to_worker_id in user.stands_in_for
