"""Numbers that look right and reach nobody: each from a range that is never given out."""

from collections.abc import Collection

from cases.identifiers import nhs_check_digit, upn_check_letter

# Numbers that start with 999 are kept for testing and never issued to a patient.
NHS_PREFIX = "999"
_SPREAD = 611_953  # has no factor in common with a million, so every number comes up once


class Numbers:
    """Gives each number once, leaving out those the database holds already."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self.taken = frozenset(taken)
        self.nhs_count = 0
        self.child_count: dict[str, int] = {}
        self.pupils: dict[tuple[str, int, int], int] = {}

    def nhs(self) -> str:
        while self.nhs_count < 1_000_000:
            body = f"{NHS_PREFIX}{self.nhs_count * _SPREAD % 1_000_000:06d}"
            self.nhs_count += 1
            digit = nhs_check_digit(body)
            if digit is not None and len({*body, str(digit)}) > 1:
                number = f"{body}{digit}"
                if number not in self.taken:
                    return number
        raise ValueError("the range of test NHS numbers is used up: load a smaller scale")

    def pupil(self, *, authority: str, school: int, year: int) -> str:
        """A unique pupil number as given by a school in the year a child starts."""
        while True:
            key = (authority, school % 100, year % 100)
            serial = self.pupils[key] = self.pupils.get(key, 0) + 1
            if serial > 999:
                school += 1
                continue
            body = f"{authority}99{school % 100:02d}{year % 100:02d}{serial:03d}"
            number = upn_check_letter(body) + body
            if number not in self.taken:
                return number

    def council(self, authority: str) -> str:
        while True:
            count = self.child_count[authority] = self.child_count.get(authority, 0) + 1
            number = f"{authority}{1_000_000 + count * 7:07d}"
            if number not in self.taken:
                return number


# Ranges that Ofcom keeps for drama: they ring nowhere.
def mobile(chance) -> str:
    return f"07700 900{chance.randint(0, 999):03d}"


def landline(chance) -> str:
    return f"01632 960{chance.randint(0, 999):03d}"
