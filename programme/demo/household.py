"""A family while it is being built: who belongs to it, how they are tied, where they live."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from cases.codes import AddressKind, FamilyRole, RelationType
from cases.models import Address, Family, FamilyMembership, Relationship
from programme.demo.people import YEAR, Human, Setting
from programme.demo.places import Dwelling, new_dwelling
from programme.demo.world import DAY, World

_LIVES_AS = {
    FamilyRole.PARENT, FamilyRole.STEP_PARENT, FamilyRole.CARER, FamilyRole.PARTNER,
}  # fmt: skip


@dataclass
class Household:
    """The families of this module hold people of several addresses; `home` is the main one."""

    world: World
    setting: Setting
    row: dict[str, Any]
    home: Dwelling
    members: list[tuple[Human, str]] = field(default_factory=list)
    # Set where the family is about children in care or cared for by others than their parents.
    placement: str = ""
    hidden_from: str = ""
    in_refuge: bool = False
    # The strands that have or had a case with this family.
    strands: set[str] = field(default_factory=set)

    @property
    def id(self) -> int:
        return self.row["id"]

    def having(self, *roles: str) -> list[Human]:
        return [human for human, role in self.members if role in roles]

    @property
    def children(self) -> list[Human]:
        return self.having(FamilyRole.CHILD, FamilyRole.SIBLING)

    @property
    def adults(self) -> list[Human]:
        """Parents and carers who are alive."""
        return [human for human in self.having(*_LIVES_AS) if human.died is None]

    def add(self, human: Human, role: str, *, starts: date | None = None) -> Human:
        self.members.append((human, role))
        self.world.book.add(
            FamilyMembership,
            family_id=self.id,
            person_id=human.id,
            role=role,
            starts=starts,
            **self.setting.stamp,
        )
        return human

    def tie(
        self,
        subject: Human,
        kind: str,
        relative: Human,
        *,
        responsible: bool = False,
        starts: date | None = None,
        ends: date | None = None,
    ) -> None:
        self.world.book.add(
            Relationship,
            subject_id=subject.id,
            relative_id=relative.id,
            kind=kind,
            parental_responsibility=responsible,
            starts=starts,
            ends=ends,
            **self.setting.stamp,
        )

    def tie_parent(self, parent: Human, children: list[Human], *, responsible: bool = True) -> None:
        """A birth parent. Nobody holds responsibility for a child who is not born yet."""
        for child in children:
            self.tie(
                parent,
                RelationType.PARENT,
                child,
                responsible=responsible and not child.is_unborn,
                starts=child.birth,
            )

    def tie_siblings(self, children: list[Human], kind: str = RelationType.SIBLING) -> None:
        for number, elder in enumerate(children):
            for younger in children[number + 1 :]:
                is_twin = elder.birth is not None and elder.birth == younger.birth
                self.tie(elder, RelationType.TWIN if is_twin else kind, younger)

    def live_at(
        self,
        people: list[Human],
        dwelling: Dwelling | None = None,
        *,
        kind: str = AddressKind.HOME,
        since: date | None = None,
    ) -> None:
        """Everybody at one address from one day, and sometimes at an earlier one before that."""
        world = self.world
        dwelling = dwelling or self.home
        since = since or world.before_today(40, 2400)
        earlier = None
        if kind == AddressKind.HOME and world.chance.once_in(0.3):
            earlier = new_dwelling(world.chance, self.setting.authority)
        for human in people:
            if human.is_unborn:
                continue
            if human.died is not None:
                self._write_address(human, dwelling, kind, human.born, human.died)
                continue
            start = max(since, human.born)
            if earlier is not None and human.born < since:
                began = max(human.born, since - timedelta(days=int(2.5 * YEAR)))
                self._write_address(human, earlier, kind, began, since - DAY)
            self._write_address(human, dwelling, kind, start, None)

    def _write_address(
        self, human: Human, dwelling: Dwelling, kind: str, starts: date, ends: date | None
    ) -> None:
        is_hidden = bool(self.hidden_from) and ends is None and dwelling is self.home
        if is_hidden and self.in_refuge:
            kind = AddressKind.REFUGE
        self.world.book.add(
            Address,
            person_id=human.id,
            kind=kind,
            line_1=dwelling.line_1,
            line_2=dwelling.line_2,
            town=dwelling.place.town,
            postcode=dwelling.postcode,
            starts=starts,
            ends=ends,
            do_not_disclose=is_hidden,
            disclosure_note=self.hidden_from if is_hidden else "",
            **self.setting.stamp,
        )


def new_household(
    world: World, setting: Setting, name: str, *, home: Dwelling | None = None
) -> Household:
    row = world.book.add(
        Family,
        authority_id=world.authorities[setting.authority],
        name=name,
        **setting.stamp,
    )
    home = home or new_dwelling(world.chance, setting.authority, area=setting.area)
    return Household(world, setting, row, home)
