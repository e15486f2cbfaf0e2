"""The door every row of family data goes through."""

from typing import Self

from django.db import models


class ScopedQuerySet(models.QuerySet):
    """Base of every queryset of family data. A model that does not say who may see it shows nothing.

    `for_user` answers: which rows may this user *open*? Subclasses override `visible_to`.
    """

    def for_user(self, user) -> Self:
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        return self.visible_to(user)

    def visible_to(self, user) -> Self:
        return self.none()


class OwnRowsQuerySet(ScopedQuerySet):
    """Rows that are a user's own matter, and nobody else's."""

    def visible_to(self, user) -> Self:
        return self.filter(user=user)
