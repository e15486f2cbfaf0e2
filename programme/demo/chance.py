"""Seeded chance, and decks that deal an exact mix rather than a likely one."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    def once_in(self, share: float) -> bool:
        """True for this share of the times it is asked."""
        return self.random() < share

    def of(self, weights: Mapping[T, float]) -> T:
        """One of the keys, by weight."""
        return self.choices(list(weights), list(weights.values()))[0]

    def day(self, first: date, last: date) -> date:
        """A day from the first to the last, both possible."""
        return first + timedelta(days=self.randint(0, max(0, (last - first).days)))

    def some(self, items: Sequence[T], fewest: int, most: int) -> list[T]:
        """A few different ones."""
        return self.sample(items, min(self.randint(fewest, most), len(items)))


class Deck:
    """Deals kinds in fixed proportions, shuffled: a rare kind turns up in a small programme too."""

    def __init__(self, chance: Chance, cards: dict[str, int]) -> None:
        self.chance = chance
        self.cards = [card for card, count in cards.items() for _ in range(count)]
        # The first round has each card once, so that nothing is missing.
        self.left = list(cards)

    def deal(self) -> str:
        if not self.left:
            self.left = list(self.cards)
            self.chance.shuffle(self.left)
        return self.left.pop()
