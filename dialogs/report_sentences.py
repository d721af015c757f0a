"""Which report does a sentence ask for? *codes Support by month since March*, *kpi last week per day*.

Names of services and codes come first, for a service may be called *May*; then how it is divided, then the period.
What is left over was not understood.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from cards.words import Words, words_for
from dialogs import mentions, periods
from dialogs.period_words import UNITS, fold
from dialogs.periods import Period
from storage.outcomes import RESULTS
from storage.report_pages import Behind

LONGEST: Final = 200  # characters
_KINDS: Final = {
    **dict.fromkeys(("codes", "code", "codici", "codice"), "codes"),
    **dict.fromkeys(("results", "result", "ergebnisse", "ergebnis", "resultats", "resultat", "risultati"), "results"),
    **dict.fromkeys(("kpi", "kpis", "kennzahlen", "kennzahl", "figures", "indicateurs", "indicatori"), "kpi"),
}
_BY: Final = frozenset(("by", "per", "each", "every", "nach", "pro", "je", "jeden", "jede", "jedes", "par", "al", "a"))
_ADVERBS: Final = {
    **dict.fromkeys(("daily", "taglich", "quotidien", "quotidiennement", "giornaliero"), "day"),
    **dict.fromkeys(("weekly", "wochentlich", "hebdomadaire", "settimanale"), "week"),
    **dict.fromkeys(("monthly", "monatlich", "mensuel", "mensile"), "month"),
    **dict.fromkeys(("yearly", "jahrlich", "annuel", "annuale"), "year"),
}
_FILLING: Final = (
    "report for of in on my our the all service services code codes please and from with show me how used use uses"
    " bericht fur von vom der die das dem den im mein meine meinen alle aller bitte und mit zeig zeige mir"
    " rapport pour de des du mes le la les tous toutes et rapporto di del della dei miei mie tutti tutte e il i"
)
_FILLED: Final = frozenset(("", *_FILLING.split()))
_WORD: Final = re.compile(r"[^\W_]+")


class Named(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Heard:
    """None where the sentence says nothing of it; `rest` was not understood."""

    kind: str | None
    services: frozenset[int] | None
    behind: Behind | None
    by: str | None
    period: Period | None
    rest: str


def read(
    text: str, services: Iterable[Named], codes: Iterable[Named], words: Words, now: datetime, most_services: int
) -> Heard:
    text = text[:LONGEST]
    named, text = mentions.taken(text, ((s.name, s.id) for s in services), most_services)
    kind, text = _kind(text)
    behind: Behind | None = None
    if kind in (None, "codes"):
        picked, text = mentions.taken(text, ((c.name, c.id) for c in codes), 1)
        behind = Behind(code_id=picked[0]) if picked else None
    elif kind == "results":
        meant, text = mentions.taken(text, results(words), 1)
        behind = Behind(result=meant[0]) if meant else None
    by, text = _by(text)
    period, text = periods.read(text, now, words.zone, str(words.locale))
    rest = " ".join(part for part in text.split() if not is_filling(part))
    return Heard(
        kind=kind,
        services=frozenset(named) or None,
        behind=behind,
        by=by,
        period=period,
        rest=rest,
    )


def _kind(text: str) -> tuple[str | None, str]:
    for match in _WORD.finditer(text):
        if kind := _KINDS.get(fold(match[0])):
            return kind, f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def _by(text: str) -> tuple[str | None, str]:
    """*by month*, *pro Tag*, *weekly*."""
    found: Sequence[re.Match[str]] = list(_WORD.finditer(text))
    for place, match in enumerate(found):
        word = fold(match[0])
        if word in _ADVERBS:
            return _ADVERBS[word], f"{text[: match.start()]} {text[match.end() :]}"
        behind = found[place + 1] if place + 1 < len(found) else None
        unit = UNITS.get(fold(behind[0])) if behind else None
        if behind and word in _BY and unit in ("day", "week", "month", "year"):
            return unit, f"{text[: match.start()]} {text[behind.end() :]}"
    return None, text


def results(words: Words) -> Iterable[tuple[str, str]]:
    """By their labels in the reader's language and in English."""
    for say in (words, words_for("en", "UTC")):
        yield from ((say(f"result-{r.key}"), r.key) for r in RESULTS)


def is_filling(part: str) -> bool:
    return fold(part.strip(".,;:!?\"'«»“”()")) in _FILLED
