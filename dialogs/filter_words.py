"""Which filters does a text name? *hangup in queue last 30 days support*, *ohne Meldung, eingehend, #vip*.

The names of what the person sees come first, for a service may be called *May*; then the period; then a first name,
for a colleague may be called *May* as well. What is left over was not understood, or is a customer.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cards import filters as cards
from cards.words import Words, words_for
from dialogs import mentions, periods
from dialogs.period_words import fold
from dialogs.report_sentences import is_filling
from storage import tags
from storage.filter_choices import Choices
from storage.filters import ALL, STILL_OPEN, Filters
from storage.outcomes import GROUPS, RESULTS

LONGEST: Final = 200  # characters
_MOST: Final = 30  # filters in a text
_TAG: Final = re.compile(r"(?<!\w)#([^\s,;+#]{1,50})")
_GIVEN: Final = re.compile(r"[^\s.,@]{2,60}")
_WORD: Final = re.compile(r"[^\W_]+")
_FILLING: Final = {
    *("with", "result", "results", "interaction", "interactions", "history", "only", "those", "filter", "filters"),
    *("mit", "ergebnis", "ergebnisse", "interaktion", "interaktionen", "verlauf", "nur", "bei"),
}
_SAID: Final[dict[tuple[str, Any], str]] = {  # and how; without accents, separated by commas
    ("hours", "open"): "in opening hours, during opening hours, wahrend der offnungszeiten, in den offnungszeiten",
    ("hours", "closed"): "outside opening hours, out of hours, ausserhalb der offnungszeiten",
    ("hours", "holiday"): "on holidays, holidays, an feiertagen, feiertage",
    ("direction", "inbound"): "inbound, incoming, eingehend, eingehende, eingehenden",
    ("direction", "outbound"): "outbound, outgoing, ausgehend, ausgehende, ausgehenden",
    ("modality", "audio"): "calls, calls only, anrufe, nur anrufe",
    ("modality", "instantmessaging"): "chat, chats, nachrichten",
    ("modality", "email"): "e-mail, e-mails, email, emails, mails",
    ("modality", "externaltask"): "external task, external tasks, externe aufgabe, externe aufgaben",
    ("issue", True): "with issue, with issues, with an issue, with an issue reported, mit meldung, mit meldungen",
    ("issue", False): "without issue, without issues, without an issue, no issue, ohne meldung, ohne meldungen",
    ("concluded", True): "concluded, coded, abgeschlossen, abgeschlossene, codiert",
    ("concluded", False): "not concluded, unconcluded, uncoded, nicht abgeschlossen, ohne abschluss, nicht codiert",
    ("results", STILL_OPEN): "still open, noch offen",
}


@dataclass(frozen=True, kw_only=True)
class Heard:
    """`people` are those who bear the first name that was said, where they are several; `rest` was not understood."""

    filters: Filters = ALL
    people: tuple[int, ...] = ()
    rest: str = ""

    @property
    def anything(self) -> bool:
        return self.filters != ALL or bool(self.people)


class Reader:
    """Of one person's words; `known` are the services, people and codes that they may name."""

    def __init__(self, known: tuple[Choices, Choices, Choices], words: Words, now: datetime, text: str) -> None:
        self._words, self._now = words, now
        said = {fold(word) for word in _WORD.findall(text)}
        self._names = [(name, what) for name, what in _named(known, words) if _first(name) in said]
        self._people = [(name, people) for name, people in _by_first_name(known[1]).items() if _first(name) in said]

    def read(self, text: str, *, first_names: bool = True) -> Heard:
        text = text[:LONGEST]
        tagged = [tags.normal([tag]) for tag in _TAG.findall(text)]
        found, rest = mentions.taken(_TAG.sub(" ", text), self._names, _MOST)
        period, rest = periods.read(rest, self._now, self._words.zone, str(self._words.locale))
        said: dict[str, Any] = {name: value for name, value in found if name != "results"}
        if period:
            said |= {"since": period.start, "until": period.end}
        if tagged and tagged[-1]:
            said["tag"] = tagged[-1][0]
        people: tuple[int, ...] = ()
        if first_names and "user" not in said:
            met, rest = mentions.taken(rest, self._people, 1)
            people = met[0] if met else ()
            if len(people) == 1:
                said["user"], people = people[0], ()
        results = frozenset(value for name, value in found if name == "results")
        return Heard(filters=Filters(results=results, **said), people=people, rest=without_filling(rest))

    def readings(self, text: str) -> Iterator[tuple[str, Heard]]:
        """A customer with filters behind: each way to divide them, the longest name of a customer first.

        At last what is left of it wherever the filters stand, a first name being rather the customer's; nothing is
        left where all of it are filters.
        """
        text = text[:LONGEST]
        for start in reversed([match.start() for match in _WORD.finditer(text)][1:]):
            heard = self.read(text[start:])
            if heard.anything and not heard.rest:
                yield text[:start].rstrip(" ,;:#-–"), heard
        for heard in (self.read(text, first_names=False), self.read(text)):
            if heard.anything:
                yield heard.rest, heard


def without_filling(text: str) -> str:
    """*with result … of Support* says no more than *… Support*."""
    kept = [word for word in text.split() if not is_filling(word) and fold(word.strip(".,;:")) not in _FILLING]
    return " ".join(kept).strip(" ,;:")


def _named(known: tuple[Choices, Choices, Choices], words: Words) -> Iterable[tuple[str, tuple[str, Any]]]:
    for what, phrases in _SAID.items():
        yield from ((phrase.strip(), what) for phrase in phrases.split(","))
    for say in (words, words_for("en", "UTC"), words_for("de", "UTC")):
        yield from ((cards.result(say, r.key), ("results", r.key)) for r in RESULTS)
        yield from ((say(f"group-{group}"), ("group", group)) for group in GROUPS)
    for field, choices in zip(("service", "user", "code"), known, strict=True):
        yield from ((name, (field, each)) for each, name in choices)


def _by_first_name(people: Choices) -> dict[str, tuple[int, ...]]:
    """Who bears each; not those that say nothing, as *An*. Whom events alone have named is called by their UPN."""
    named: dict[str, tuple[int, ...]] = {}
    for each, name in people:
        given = _GIVEN.match(name)
        if given and without_filling(first := fold(given[0])):
            named[first] = (*named.get(first, ()), each)
    return named


def _first(name: str) -> str:
    found = _WORD.search(name)
    return fold(found[0]) if found else ""
