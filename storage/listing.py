"""Which part of a filtered list does a page show, and of how many?"""

from dataclasses import dataclass

from storage.filters import ALL, MOST_COUNTED, UNNAMED, Filters, Named
from storage.interactions import Row


@dataclass(frozen=True, kw_only=True)
class Listing:
    """`first` is the number of the first row among `total`.

    Of what is too much to count out, `total` is as much as is known; not `exact`.
    """

    rows: tuple[Row, ...]
    total: int
    first: int
    filters: Filters = ALL
    named: Named = UNNAMED
    may_export: bool = False

    @property
    def exact(self) -> bool:
        return self.total <= MOST_COUNTED


def numbered(counted: int, first: int, rows: int, *, more: bool) -> tuple[int, int]:
    """The number of the first row and the total, by what the pages before have counted up to and what is seen here."""
    if counted <= MOST_COUNTED:
        return max(1, min(first, counted)), counted
    first = max(1, first)
    return first, max(counted, first - 1 + rows + more)
