"""Which words name days, weeks, months and years, in the languages that people write?

All four at once: who reads German may still write *last week*. Names of months and weekdays are babel's, the others are
here. Words are compared as `fold` makes them.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from babel import Locale

LANGUAGES: Final = ("en", "de", "fr", "it")

_AMBIGUOUS: Final = {"set", "ago", "mar", "mer", "dom", "mon"}  # alone they may be anything: *five days ago*


def fold(word: str) -> str:
    """Without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _numbered(words: str, start: int) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), start)}


ARTICLES: Final = _set("the le la les l il lo i gli der die das den dem des ces zum zur")
INTRODUCING: Final = ARTICLES | _set(
    "in im on at of for during within en au pour pendant de du d nel nella nell a per durante di del dell"
    " am vom von fur wahrend aus jahr year annee anno monat month mois mese quest"
)
SINCE: Final = _set("since from seit ab depuis da dal dalla dall")
FROM: Final = SINCE | _set("von vom de du between zwischen entre tra fra")
TO: Final = _set("to until till through and bis und au jusqu jusque et al alla all a e fino - – —")
ORDINALS: Final = _set(". st nd rd th er e re eme ter º ° ª o")

LAST_BEHIND: Final = _set(  # *la semaine passée*, *il mese scorso*
    "dernier derniere derniers dernieres passe passee passes passees precedent precedente precedents precedentes"
    " ultimo ultima ultimi ultime scorso scorsa scorsi scorse passato passata"
)
LAST: Final = LAST_BEHIND | _set(
    "last past previous letzte letzter letzten letztes letztem vergangene vergangener vergangenen vergangenes"
    " vorige voriger vorigen voriges"
)
THIS: Final = _set(
    "this current dieser diese dieses diesen diesem aktuelle aktueller aktuellen aktuelles laufende laufender"
    " laufenden laufendes ce cet cette questo questa quest"
)
UNDER_WAY: Final = _set("cours corso")  # *le mois en cours*, *il mese in corso*

UNITS: Final = {
    **dict.fromkeys(_set("day days tag tage tagen jour jours giorno giorni"), "day"),
    **dict.fromkeys(_set("week weeks woche wochen semaine semaines settimana settimane"), "week"),
    **dict.fromkeys(_set("month months monat monate monaten monats mois mese mesi"), "month"),
    **dict.fromkeys(_set("quarter quarters quartal quartale quartals trimestre trimestres trimestri"), "quarter"),
    **dict.fromkeys(_set("year years jahr jahre jahren jahres an ans annee annees anno anni"), "year"),
}
WEEKS: Final = _set("week woche semaine settimana kw cw")  # with a number
QUARTERS: Final = _set("q t")

DAYS_BACK: Final = {
    **dict.fromkeys(("today", "heute", "aujourd", "oggi"), 0),
    **dict.fromkeys(("yesterday", "gestern", "hier", "ieri"), 1),
    "vorgestern": 2,
}
BEFORE_YESTERDAY: Final = _set("avant altro")
THIS_YEAR: Final = _set("heuer")

WEEKDAYS_OF_TWO: Final = _set("mo di mi do fr sa so")  # in front of a date only

NUMBERS: Final = {
    **_numbered("two three four five six seven eight nine ten eleven twelve", 2),
    **_numbered("zwei drei vier funf sechs sieben acht neun zehn elf zwolf", 2),
    **_numbered("deux trois quatre cinq six sept huit neuf dix onze douze", 2),
    **_numbered("due tre quattro cinque sei sette otto nove dieci undici dodici", 2),
}


@cache
def months(*, alone: bool = False) -> dict[str, int]:
    """Their numbers from 1, by whole and by short names; `alone`: without those that are also other words."""
    found = {"marz": 3, "maerz": 3, "sept": 9, "fevr": 2, "juill": 7}
    for language in LANGUAGES:
        found |= {key: number for number, name in _names(Locale(language).months) if len(key := _name(name)) > 2}
    return {name: number for name, number in found.items() if not (alone and name in _AMBIGUOUS)}


@cache
def weekdays() -> dict[str, int]:
    """Their numbers from 0, Monday."""
    found = {"sonnabend": 5}
    for language in LANGUAGES:
        found |= {key: number for number, name in _names(Locale(language).days) if len(key := _name(name)) > 2}
    return {name: number for name, number in found.items() if name not in _AMBIGUOUS and name not in months()}


def _names(of_locale: Any) -> Iterable[tuple[int, str]]:
    for forms in of_locale.values():
        yield from (*forms["wide"].items(), *forms["abbreviated"].items())


def _name(name: str) -> str:
    return fold(name).rstrip(".")
