"""What does Aftercall say, in this person's language, calendar and time zone?"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from fluent.runtime import FluentBundle, FluentResource

LANGUAGES: Final = ("en", "de")

_HERE = Path(__file__).parent


class WordsMissing(LookupError):
    """A message or one of its arguments does not exist: a mistake of ours, which tests look for in every language."""


class Words:
    """Called with a key of the `.ftl` files and its arguments, gives the text; its methods write times and numbers.

    The files lie in a folder a language, named as the card modules that speak from them.
    """

    def __init__(self, language: str, locale: Locale, zone: tzinfo) -> None:
        self.language = language
        self.locale = locale
        self.zone = zone
        self._bundle = _bundle(language, str(locale))
        self._constant: dict[str, str] = {}

    def __call__(self, key: str, **arguments: str | int) -> str:
        """Raises `WordsMissing`."""
        if not arguments and (known := self._constant.get(key)) is not None:
            return known
        if not self._bundle.has_message(key):
            raise WordsMissing(key)
        text, mistakes = self._bundle.format_pattern(self._bundle.get_message(key).value, arguments)
        if mistakes:
            raise WordsMissing(key) from mistakes[0]
        if not arguments:
            self._constant[key] = text
        return str(text)

    def speaking(self, language: str) -> "Words":
        """The same place and zone in another language. An unknown one changes nothing."""
        if language not in LANGUAGES:
            return self
        return Words(language, _locale(language, ["", self.locale.territory or ""]), self.zone)

    def moment(self, at: datetime) -> str:
        """*today 10:15*, *Mon, 16 Nov 2026, 09:41*."""
        local = at.astimezone(self.zone)
        time = format_time(local, "short", locale=self.locale)
        today = datetime.now(self.zone).date()
        if local.date() == today:
            return self("moment-today", time=time)
        if local.date() == today - timedelta(days=1):
            return self("moment-yesterday", time=time)
        return f"{format_skeleton('yMMMEd', local, locale=self.locale)}, {time}"

    def short_moment(self, at: datetime) -> str:
        """For tables: *16/11/2026, 09:41*."""
        local = at.astimezone(self.zone)
        return f"{format_date(local, 'short', self.locale)}, {format_time(local, 'short', locale=self.locale)}"

    def date(self, at: datetime) -> str:
        return format_date(at.astimezone(self.zone), "medium", self.locale)

    def day(self, at: datetime) -> str:
        """*Friday, 27 November 2026*."""
        return format_date(at.astimezone(self.zone), "full", self.locale)

    def listed(self, names: Sequence[str]) -> str:
        """*Billing, Sales and Support*."""
        return format_list(names, locale=self.locale)

    def duration(self, seconds: int) -> str:
        """*4 min 12 s*, *1 h 4 min*."""
        minutes, rest = divmod(max(seconds, 0), 60)
        if minutes >= 60:
            return self("duration-hours", hours=self.number(minutes // 60), minutes=str(minutes % 60))
        if not minutes:
            return self("duration-seconds", seconds=str(rest))
        if not rest:
            return self("duration-even", minutes=str(minutes))
        return self("duration-minutes", minutes=str(minutes), seconds=str(rest))

    def clock(self, seconds: int) -> str:
        """For tables: *4:12*, *1:04:00*."""
        minutes, rest = divmod(max(seconds, 0), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

    def number(self, value: int) -> str:
        return format_decimal(value, locale=self.locale)

    def decimal(self, value: float) -> str:
        """With one digit behind the point, where it is not 0."""
        return format_decimal(value, "#,##0.#", locale=self.locale)

    def percent(self, share: float | None) -> str:
        """*93.4 %*; *n/a* where there is nothing to divide."""
        if share is None:
            return self("not-available")
        pattern = self.locale.percent_formats[None].pattern.replace("#,##0", "#,##0.#")
        return format_percent(share, pattern, locale=self.locale)


@lru_cache(maxsize=128)
def words_for(locale: str, zone: str, language: str | None = None) -> Words:
    """`language`, if the person has chosen one, wins; dates and numbers follow the country of `locale`.

    Whatever a client claims is answered: an unknown language in English, an unknown zone in UTC.
    """
    wanted = locale.replace("_", "-").split("-")
    spoken = next((each for each in (language, wanted[0].lower()) if each in LANGUAGES), LANGUAGES[0])
    return Words(spoken, _locale(spoken, wanted), _zone(zone))


def _locale(language: str, wanted: list[str]) -> Locale:
    """The language as it is written in the client's country; else as in Europe."""
    countries = [part.upper() for part in wanted[1:] if len(part) == 2 and part.isascii()]
    for name in [*(f"{language}_{country}" for country in countries), "en_GB" if language == "en" else language]:
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(language)


def _zone(name: str) -> tzinfo:
    """By its IANA name, or by the one that Windows gives it."""
    try:
        return ZoneInfo(get_global("windows_zone_mapping").get(name, name))
    except (LookupError, ValueError, OSError):
        return UTC


@lru_cache(maxsize=32)
def _bundle(language: str, locale: str) -> Any:
    bundle = FluentBundle([locale.replace("_", "-")], use_isolating=False)  # a card's text needs no isolation marks
    bundle.add_resource(_messages(language))
    return bundle


@lru_cache
def _messages(language: str) -> Any:
    return FluentResource("\n".join(file.read_text("utf-8") for file in sorted((_HERE / language).glob("*.ftl"))))
