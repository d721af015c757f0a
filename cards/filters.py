"""How do filters read, above a list and in the menu that sets them?"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from cards import blocks, days
from cards.blocks import Piece
from cards.words import Words

STATE: Final = "filters"  # the hidden field in which a card keeps them, signed
LONGEST_TAG: Final = 50  # characters
_MS: Final = timedelta(milliseconds=1)


Shown = Callable[[str], str]
"""A name as it may stand in a text."""


class Filters(Protocol):
    @property
    def results(self) -> frozenset[str]: ...
    @property
    def group(self) -> str | None: ...
    @property
    def since(self) -> datetime | None: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def hours(self) -> str | None: ...
    @property
    def direction(self) -> str | None: ...
    @property
    def modality(self) -> str | None: ...
    @property
    def issue(self) -> bool | None: ...
    @property
    def concluded(self) -> bool | None: ...
    @property
    def tag(self) -> str | None: ...
    @property
    def active(self) -> Sequence[str]: ...


class Named(Protocol):
    @property
    def service(self) -> str | None: ...
    @property
    def user(self) -> str | None: ...
    @property
    def code(self) -> str | None: ...


def _literal(name: str) -> str:
    return blocks.literal(name, LONGEST_TAG + 1)


def told(words: Words, filters: Filters, named: Named, shown: Shown = _literal) -> str:
    """*Hangup in Queue · Support · Monday 16 to Sunday 22 November 2026*; nothing where nothing is left out."""
    said = {
        "result": ", ".join(result(words, key) for key in sorted(filters.results)),
        "group": filters.group and words(f"group-{filters.group}"),
        "service": named.service and shown(named.service),
        "user": named.user and words("filters-told-user", user=shown(named.user)),
        "period": _period(words, filters),
        "hours": filters.hours and words(f"filters-hours-{filters.hours}"),
        "direction": filters.direction and words(f"direction-{filters.direction}"),
        "modality": filters.modality and words(f"modality-{filters.modality}"),
        "issue": _either(words, "issue", filters.issue),
        "concluded": _either(words, "concluded", filters.concluded),
        "code": named.code and words("filters-told-code", code=shown(named.code)),
        "tag": filters.tag and shown(f"#{filters.tag}"),
    }
    return " · ".join(text for name in filters.active if (text := said[name]))


def line(words: Words, filters: Filters, named: Named) -> Iterable[Piece]:
    """Above a list."""
    if filters.active:
        text = words("filters-active", filters=told(words, filters, named))
        yield blocks.text(text, color="Accent", spacing="Small")


def kept(state: str) -> Iterable[Piece]:
    if state:
        yield blocks.hidden(STATE, state)


def in_words(words: Words) -> Piece:
    """A field for what is easier said than chosen."""
    return {
        "type": "Input.Text",
        "id": "typed",
        "label": words("filters-in-words"),
        "placeholder": words("filters-in-words-placeholder"),
        "maxLength": 100,
    }


def result(words: Words, key: str) -> str:
    return words("interaction-open" if key == "open" else f"result-{key}")


def first_day(words: Words, filters: Filters) -> date | None:
    return filters.since and filters.since.astimezone(words.zone).date()


def last_day(words: Words, filters: Filters) -> date | None:
    """`until` is the first moment behind it."""
    return filters.until and (filters.until - _MS).astimezone(words.zone).date()


def _period(words: Words, filters: Filters) -> str | None:
    first, last = first_day(words, filters), last_day(words, filters)
    if first and last:
        return days.spelled(words, first, last)
    if first:
        return words("filters-since", day=days.spelled(words, first, first))
    return words("filters-until", day=days.spelled(words, last, last)) if last else None


def _either(words: Words, name: str, said: bool | None) -> str | None:
    return None if said is None else words(f"filters-{name}-{'yes' if said else 'no'}")
