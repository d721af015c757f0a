"""Which words name a day to come, or how long something lasts, in the languages that people write?

As `period_words.fold` makes them, and without the words of `FILLING`.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from dialogs.period_words import NUMBERS


def _of(words: str) -> list[str]:
    return words.split()


def _numbered(words: Iterable[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(words)}


FILLING: Final = frozenset(
    _of(
        "the on at next this coming of a au le la du ce prochain prochaine al alla il lo la questo questa prossimo"
        " prossima am zum zur der die das den dem des diesen dieser diesem dieses nachster nachste nachsten nachstem"
        " nachstes kommenden kommender kommende einschliesslich inclusive including"
    )
)
DAYS: Final = {
    **dict.fromkeys(("today", "tonight", "end day", "heute", "heute abend", "aujourd'hui", "ce soir", "oggi"), 0),
    **dict.fromkeys(("tomorrow", "morgen", "demain", "domani"), 1),
    **dict.fromkeys(("day after tomorrow", "ubermorgen", "apres-demain", "dopodomani"), 2),
}
WEEK_ENDS: Final = frozenset(
    ("end week", "weekend", "ende woche", "wochenende", "fin semaine", "fin de semaine", "week-end", "fine settimana")
)
MONTH_ENDS: Final = frozenset(
    ("end month", "ende monats", "ende monat", "monatsende", "fin mois", "fin de mois", "fine mese")
)
SHORT_WEEKDAYS: Final = _numbered(_of("mo di mi do fr sa so")) | {"mon": 0, "mar": 1, "mer": 2, "dom": 6}
COUNTS: Final = dict.fromkeys(_of("a an one ein eine einen un une una uno"), 1) | NUMBERS
LENGTHS: Final = {
    **dict.fromkeys(_of("minute minutes min minuten minuti minuto"), timedelta(minutes=1)),
    **dict.fromkeys(_of("hour hours stunde stunden heure heures ora ore"), timedelta(hours=1)),
    **dict.fromkeys(_of("day days tag tage tagen jour jours giorno giorni"), timedelta(days=1)),
    **dict.fromkeys(_of("week weeks woche wochen semaine semaines settimana settimane"), timedelta(weeks=1)),
}
