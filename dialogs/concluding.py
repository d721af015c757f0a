"""What does `conclude last Resolved + Outage #vip` mean: which interaction, and what of it?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from rapidfuzz import fuzz

from dialogs import picking
from dialogs.picking import Notice, Part, Token
from storage.glances import Glance
from storage.terms import words
from storage.uncoded import Latest

GOING_ON: Final = timedelta(hours=24)  # without an event for longer, it has ended
_NEAR: Final = 80  # of 100, by which a name is meant
_LAST: Final = {"last", "latest", "letzte", "letztes", "letzten", "letzter"}
_THIS: Final = {"this", "current", "dieses", "aktuelles", "laufendes"}
_TIME: Final = re.compile(r"(\d{1,2})[:.h](\d{2})(am|pm)?")


@dataclass(frozen=True, kw_only=True)
class Meant:
    """`found`: the one, or several to choose from; none: `problem` says why. `rest` names codes and tags."""

    found: tuple[Glance, ...]
    rest: tuple[Token, ...]
    notices: tuple[Notice, ...] = ()
    problem: Notice | None = None


def which(tokens: Sequence[Token], latest: Latest, zone: tzinfo, now: datetime) -> Meant:
    """By a word, a time or a name at the beginning; without any, the one that is going on, else the latest open one."""
    every = [code for of_service in latest.codes.values() for code in of_service]
    said = picking.parts(tokens, every)
    lead = said[0].tokens if said and said[0].code is None else ()
    start = next((n for n, token in enumerate(lead) if not picking.is_filler(token)), len(lead))
    lead, rest = tuple(lead[start:]), tuple(tokens[start:])
    if not lead:
        return _usual(latest, rest, now)
    return (
        _by_word(lead, rest, latest, now)
        or _by_time(rest, latest, zone)
        or _by_name(lead, rest, latest)
        or _by_no_name(lead, rest, said, latest, now)
    )


def is_last(typed: str) -> bool:
    return typed.casefold() in _LAST


def clock(typed: str) -> tuple[set[int], int] | None:
    """The hours that *10:02* or *2:05 pm* may mean, and the minute."""
    said = _TIME.fullmatch(re.sub(r"[\s]+|\.$", "", typed.casefold()))
    if said is None or int(said[1]) > 23 or int(said[2]) > 59:
        return None
    return _hours(said), int(said[2])


def _by_word(lead: Sequence[Token], rest: Sequence[Token], latest: Latest, now: datetime) -> Meant | None:
    word = lead[0].norm[0]
    if word in _THIS:
        return _usual(latest, rest[1:], now)
    if word not in _LAST:
        return None
    ended = [each for each in latest.glances if each.ended_at is not None and each.codes_on]
    meant = _best(ended, latest)
    passed_over = bool(meant) and meant != tuple(ended[:1])
    notices: tuple[Notice, ...] = (("conclude-latest-open", {}),) if passed_over else ()
    return Meant(found=meant, rest=tuple(rest[1:]), notices=notices) if meant else _usual(latest, rest[1:], now)


def _by_time(rest: Sequence[Token], latest: Latest, zone: tzinfo) -> Meant | None:
    """*10:02*, *2:05 pm*; without am or pm both are meant, and the newest that began then is it."""
    half = rest[1].norm[0] if len(rest) > 1 and rest[1].norm[0] in ("am", "pm") else ""
    said = _TIME.fullmatch(rest[0].raw.casefold().rstrip(".") + half)
    if said is None:
        return None
    rest = tuple(rest[2 if half else 1 :])
    hours, minute = _hours(said), int(said[2])
    for each in latest.glances:
        began = each.started_at.astimezone(zone)
        if began.minute == minute and began.hour in hours:
            return Meant(found=(each,), rest=rest)
    return Meant(found=(), rest=(), problem=("conclude-no-such-time", {"time": f"{said[1]}:{said[2]}"}))


def _hours(said: re.Match[str]) -> set[int]:
    hour, half = int(said[1]), said[3]
    return {hour % 12 + (12 if half == "pm" else 0)} if half else {hour, hour + 12 if hour < 12 else hour}


def _by_name(lead: Sequence[Token], rest: Sequence[Token], latest: Latest) -> Meant | None:
    """As many words as somebody bears who called; the words after them name codes."""
    for count in range(len(lead), 0, -1):
        if fits := [each for each in latest.glances if _bears(each, lead[:count])]:
            return Meant(found=_each_once(fits, latest), rest=tuple(rest[count:]))
    return None


def _by_no_name(
    lead: Sequence[Token], rest: Sequence[Token], said: Sequence[Part], latest: Latest, now: datetime
) -> Meant:
    """What stands right in front of a code, or alone, should be a name; else it is a tag."""
    if len(said) > 1 and (said[1].code is None or said[1].tokens[0].apart):
        return _usual(latest, rest, now)
    name = picking.without_fillers(lead)
    typed = " ".join(token.raw for token in name)
    near = max(latest.glances, key=lambda each: _likeness(each, name), default=None)
    if near is None or _likeness(near, name) < _NEAR:
        return Meant(found=(), rest=(), problem=("conclude-not-found", {"typed": typed}))
    fits = [each for each in latest.glances if each.title == near.title]
    notice = ("conclude-took-customer", {"typed": typed, "customer": near.title or ""})
    return Meant(found=_best(fits, latest), rest=tuple(rest[len(lead) :]), notices=(notice,))


def _usual(latest: Latest, rest: Sequence[Token], now: datetime) -> Meant:
    going_on = [each for each in latest.glances if each.ended_at is None and each.started_at > now - GOING_ON]
    open_now = [each for each in going_on if each.codes_on and each.id not in latest.concluded]
    ended = [each for each in latest.glances if each.ended_at is not None]
    found = tuple(open_now[:1]) or _best(ended, latest) or tuple(going_on[:1])
    return Meant(found=found, rest=tuple(rest), problem=None if found else ("conclude-nothing", {}))


def _best(fits: Sequence[Glance], latest: Latest) -> tuple[Glance, ...]:
    """The newest that can be concluded, else the newest."""
    waiting = [each for each in fits if each.codes_on and each.id not in latest.concluded]
    return tuple((waiting or fits)[:1])


def _each_once(fits: Sequence[Glance], latest: Latest) -> tuple[Glance, ...]:
    """One for each who called."""
    callers = dict.fromkeys((each.customer_id, each.title) for each in fits)
    of_each = ([each for each in fits if (each.customer_id, each.title) == caller] for caller in callers)
    return tuple(one for of_one in of_each for one in _best(of_one, latest))


def _bears(glance: Glance, said: Sequence[Token]) -> bool:
    """Every word begins one of the name; digits are a part of the number."""
    typed = [word for token in said for word in token.norm]
    if glance.title is None or len("".join(typed)) < 3:
        return False
    if len(typed) == 1 and typed[0].isdecimal():
        return len(typed[0]) > 3 and typed[0].lstrip("0") in re.sub(r"\D", "", glance.title)
    name = words(glance.title)
    return all(any(part.startswith(word) for part in name) for word in typed)


def _likeness(glance: Glance, said: Sequence[Token]) -> float:
    """To the whole name, or of one word to one of its words."""
    typed = " ".join(word for token in said for word in token.norm)
    name = words(glance.title or "")
    against = [" ".join(name), *(name if len(said) == 1 else ())]
    return max(fuzz.ratio(typed, each) for each in against)
