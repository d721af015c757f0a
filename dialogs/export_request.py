"""Which file does somebody mean? *raymond holt as csv*, *support last week hangup in queue as excel*."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final, TypeVar

from cards.words import LANGUAGES, Words, words_for
from dialogs import periods
from dialogs.periods import Period
from storage.outcomes import GROUPS, RESULTS
from storage.terms import fold

T = TypeVar("T")

_FORMATS: Final = {"csv": "csv", "xlsx": "xlsx", "excel": "xlsx", "json": "json", "jsonl": "json"}
_NAMES: Final = "|".join(_FORMATS)
_FORMAT: Final = re.compile(rf"(?:^|(.*?)\s+)(?:(?:as|als|en|come)\s+)?({_NAMES})", re.IGNORECASE | re.DOTALL)
_FILLING: Final = frozenset(  # says nothing about what is meant
    {"all", "alle", "every", "in", "im", "of", "von", "vom", "for", "für", "the", "die", "der", "das", "and", "und"}
    | {"interactions", "interaktionen", "history", "verlauf", "calls", "anrufe", "gespräche", "everything", "alles"}
    | {"result", "results", "ergebnis", "ergebnisse", "from", "service", "tenant", "mandant"}
)


@dataclass(frozen=True, kw_only=True)
class Request:
    """Filters in words; None: whatever it is."""

    period: Period | None
    services: frozenset[int] | None
    results: frozenset[str] | None


def split(typed: str) -> tuple[str, str | None]:
    """What it is about, and the format if one is named."""
    found = _FORMAT.fullmatch(typed.strip())
    return ((found[1] or "").strip(), _FORMATS[found[2].lower()]) if found else (typed.strip(), None)


def read(text: str, services: Mapping[int, str], now: datetime, words: Words) -> Request | None:
    """None if anything else is said than filters: then it is a customer. `services` by id."""
    period, rest = periods.read(text, now, words.zone, str(words.locale))
    folded = f" {_folded(rest)} "
    results, folded = _taken(folded, _results())
    named, folded = _taken(folded, [(key, _folded(name)) for key, name in services.items()])
    if set(folded.split()) - {fold(word) for word in _FILLING}:
        return None
    return Request(
        period=period,
        services=frozenset(named) or None,
        results=frozenset(key for keys in results for key in keys) or None,
    )


def _taken(folded: str, known: Iterable[tuple[T, str]]) -> tuple[list[T], str]:
    """What is named, the longest first, and the rest."""
    found = []
    for what, phrase in sorted(known, key=lambda each: -len(each[1])):
        if phrase and f" {phrase} " in folded:
            found.append(what)
            folded = folded.replace(f" {phrase} ", "  ")
    return found, folded


@cache
def _results() -> list[tuple[tuple[str, ...], str]]:
    """Results and groups by their names in every language."""
    of_group = {group: tuple(r.key for r in RESULTS if r.group == group) for group in GROUPS}
    known = [((r.key,), f"result-{r.key}") for r in RESULTS] + [(keys, f"group-{g}") for g, keys in of_group.items()]
    spoken = [words_for(language, "UTC") for language in LANGUAGES]
    return [(keys, _folded(words(name))) for keys, name in known for words in spoken]


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
