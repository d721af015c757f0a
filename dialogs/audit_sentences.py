"""What does a sentence ask of the audit log? *Alice last week*, *refusals yesterday*, *who looked at Raymond Holt*.

What is left over when kind and period are taken out is a person.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cards.words import Words
from dialogs import mentions, periods
from dialogs.period_words import fold
from dialogs.periods import Period

_KINDS: Final = {
    "refusals": "refusals refusal refused denials denied verweigerungen verweigerung verweigert refus rifiuti",
    "looks": "looks look-ups lookups views einsichten einsicht consultations consultazioni",
    "exports": "exports export files exporte dateien exportations esportazioni",
    "erasures": "erasures anonymisations anonymizations holds anonymisierungen löschsperren",
    "conclusions": "conclusions conclusion abschlüsse abschluss",
    "codes": "codes code switches rules schalter regeln",
    "customers": "merges merged splits split zusammengelegt aufgeteilt",
    "roles": "roles role rollen rolle ruoli rôles",
    "settings": "settings setting einstellungen einstellung",
}
_SAID: Final = [(word.replace("-", " "), kind) for kind, words in _KINDS.items() for word in words.split()]
_FILLING: Final = (
    "of by from the log what did do does please show me all who was were everything in for and"
    " von vom der die das was hat hatte durch bitte zeig zeige mir alle alles wer wurde protokoll und im"
    " de du des par qui quoi le la les journal di del della chi cosa il tutto tutti"
)
_FILLED: Final = frozenset(("", *_FILLING.split()))
_WHO: Final = re.compile(r"(?:who|wer|qui|chi)\s+(?:(?:has|have|hat|hatte|a|ha)\s+)?(.*)", re.IGNORECASE | re.DOTALL)
_LOOKED: Final = re.compile(
    r"^(?:looked (?:at|up)|opened|viewed|saw|seen|regardé|consulté|ouvert|vu|guardato|consultato|aperto|visto)\b"
    r"|\b(?:angesehen|angeschaut|gesehen|geöffnet)$",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\+?[\d\s()./-]*\d")


@dataclass(frozen=True, kw_only=True)
class Heard:
    """None where the sentence says nothing of it; `person` as it was typed."""

    kind: str | None
    period: Period | None
    person: str


def read(text: str, words: Words, now: datetime) -> Heard:
    period, rest = periods.read(text, now, words.zone, str(words.locale))
    meant, rest = mentions.taken(rest, _SAID, 1)
    person = " ".join(word for word in rest.split() if fold(word.strip(".,;:!?\"'«»“”()")) not in _FILLED)
    return Heard(kind=meant[0] if meant else None, period=period, person=person)


def looked_at(text: str, words: Words, now: datetime) -> tuple[str, Period | None] | None:
    """*who looked at Raymond Holt last 7 days*: the customer as typed, and the period. None: it asks something else."""
    text = text.rstrip("?!. ")
    customer = _customer(text)
    if number := _NUMBER.match(customer or ""):  # *+41 79 123 45 67 last week* is no 67 weeks
        period, rest = periods.read(text.partition(number[0])[2], now, words.zone, str(words.locale))
        if not _LOOKED.sub("", rest).strip():
            return number[0], period
    period, rest = periods.read(text, now, words.zone, str(words.locale))
    if found := _customer(rest):
        return found, period
    return None if customer is None else (customer, None)  # somebody may be called *April May*


def _customer(text: str) -> str | None:
    asked = _WHO.fullmatch(text)
    said, verbs = _LOOKED.subn("", asked[1]) if asked else ("", 0)
    return said.strip() if verbs else None
