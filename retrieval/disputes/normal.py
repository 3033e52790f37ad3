"""Values as they are compared: what differs only in how it is written is equal, what is vague fits what is exact."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.disputes.amounts import amounts
from retrieval.disputes.dates import Date, found_dates
from retrieval.disputes.names import Name
from retrieval.disputes.polarity import Polarity
from retrieval.disputes.quantity import Amount

# "5:25-cv-00709-SVK", "12-cv-03088", and the short form "25-00709".
_CASE_NUMBER = re.compile(
    r"\b(?:(?P<division>\d{1,2}):)?(?P<year>\d{2})-(?:[a-z]{2}-)?(?P<number>\d{3,6})\b(?:-[A-Z]{2,4}\b)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A docket number; the short form "25-00709" leaves out the court's division."""

    division: str
    year: str
    number: int

    def fits(self, other: CaseNumber) -> bool:
        """Whether both can be the same case."""
        same_division = not self.division or not other.division or self.division == other.division
        return same_division and (self.year, self.number) == (other.year, other.number)

    @property
    def exactness(self) -> int:
        """How much of it is said."""
        return 2 if self.division else 1


Value = Date | CaseNumber | Amount | Polarity | Name
Found = tuple[tuple[int, int], Value]


def comparable(one: Value, other: Value) -> bool:
    """Whether it makes sense to ask if two values are the same: dollars and euros, days and users are not."""
    if isinstance(one, Amount) and isinstance(other, Amount):
        return one.unit == other.unit
    if isinstance(one, Name) and isinstance(other, Name):
        return one.comparable(other)
    return type(one) is type(other)


def fitting(one: Value, other: Value) -> bool:
    """Whether two values can be compared and can both be right."""
    match one, other:
        case Date(), Date():
            return one.fits(other)
        case CaseNumber(), CaseNumber():
            return one.fits(other)
        case Amount(), Amount():
            return comparable(one, other) and one.fits(other)
        case Polarity(), Polarity():
            return one.fits(other)
        case Name(), Name():
            return one.fits(other)
    return False


def dates_in(text: str) -> list[Found]:
    """The dates in a text."""
    return [*found_dates(text)]


def case_numbers_in(text: str) -> list[Found]:
    """The docket numbers in a text."""
    return [
        (match.span(), CaseNumber(match["division"] or "", match["year"], int(match["number"])))
        for match in _CASE_NUMBER.finditer(text)
    ]


def amounts_in(text: str) -> list[Found]:
    """The amounts, counts, shares and lengths of time in a text that are no part of a date or docket number."""
    taken = [span for span, _ in (*dates_in(text), *case_numbers_in(text))]
    return [
        (span, amount)
        for span, amount in amounts(text)
        if not any(start < span[1] and span[0] < end for start, end in taken)
    ]
