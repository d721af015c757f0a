"""How does an owner switch what the agents of a service have?"""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from cards import blocks
from cards import features as cards
from dialogs import dates, inputs, ownership
from dialogs.commands import Actions, Command
from dialogs.inputs import Unreadable
from dialogs.periods import midnight
from dialogs.turn import Turn
from storage import audit, switches
from storage import ownership as owning
from storage.features import FEATURES
from storage.switches import ChangedMeanwhile, NotInTime, NotLicensed, Thrown


async def show(turn: Turn, typed: str = "") -> None:
    """`features Support`."""
    service = await ownership.meant(turn, typed, "features.panel", {})
    if service:
        await _panel(turn, service.id)


async def turn_on(turn: Turn, rest: str) -> None:
    """`codes on Support until Friday`."""
    await _by_words(turn, rest, on=True)


async def turn_off(turn: Turn, rest: str) -> None:
    await _by_words(turn, rest, on=False)


async def open_panel(turn: Turn) -> None:
    await _panel(turn, inputs.id_of(turn.action, "service"))


async def switch(turn: Turn) -> None:
    service_id, feature, on = _which(turn)
    await _throw(turn, service_id, feature, on=on, until=_moment(turn, "until"))


async def revert(turn: Turn) -> None:
    """Back to what the button says that it was. It may say anything: it is thrown as any other."""
    service_id, feature, on = _which(turn)
    until, seen = _moment(turn, "until"), _moment(turn, "seen")
    if seen is None:
        raise Unreadable

    async def back() -> Thrown:
        now = datetime.now(UTC)
        return await turn.write(switches.revert, service_id, feature, on=on, until=until, seen=seen, now=now)

    await _answer(turn, back)


async def ask_date(turn: Turn) -> None:
    service_id, feature, on = _which(turn)
    service = await turn.read(owning.own, service_id)
    today = datetime.now(turn.words.zone).date().isoformat()
    await turn.show(cards.ask_date(turn.words, service, feature, on=on, today=today))


async def set_date(turn: Turn) -> None:
    """The fields of `ask_date`: a day, and perhaps a time of it."""
    service_id, feature, on = _which(turn)
    try:
        day = date.fromisoformat(inputs.text(turn.action, "day"))
        at = time.fromisoformat(inputs.text(turn.action, "time") or "00:00").replace(tzinfo=None)
        if inputs.text(turn.action, "time"):
            until = datetime.combine(day, at, turn.words.zone).astimezone(UTC)
        else:
            until = midnight(day + timedelta(days=1), turn.words.zone)
    except (ValueError, OverflowError):
        await turn.say(turn.words("feature-no-moment"))
        return
    await _throw(turn, service_id, feature, on=on, until=until)


async def _by_words(turn: Turn, rest: str, *, on: bool) -> None:
    try:
        typed, until = dates.until(rest, datetime.now(UTC), turn.words.zone, str(turn.words.locale))
    except dates.NotAMoment:
        await _only_owners(turn, "feature-no-moment")
        return
    except dates.AlreadyPast:
        await _only_owners(turn, "feature-not-in-time")
        return
    data: dict[str, str | int] = {"feature": "codes", "on": int(on)}
    data |= {"until": cards.sent(until)} if until else {}
    service = await ownership.meant(turn, typed, "features.switch", data)
    if service:
        await _throw(turn, service.id, "codes", on=on, until=until)


async def _only_owners(turn: Turn, key: str) -> None:
    await turn.read(owning.list_own)
    await turn.say(turn.words(key))


async def _panel(turn: Turn, service_id: int) -> None:
    await turn.show(cards.panel(turn.words, await turn.read(switches.panel, service_id, datetime.now(UTC))))


async def _throw(turn: Turn, service_id: int, feature: str, *, on: bool, until: datetime | None) -> None:
    async def forth() -> Thrown:
        now = datetime.now(UTC)
        return await turn.write(switches.throw, service_id, feature, on=on, until=until, now=now)

    await _answer(turn, forth)


async def _answer(turn: Turn, throw: Callable[[], Awaitable[Thrown]]) -> None:
    """What happened, or in one sentence why nothing did."""
    words = turn.words
    try:
        thrown = await throw()
    except NotLicensed as exc:
        await turn.db.write(audit.refused, turn.who, "switches.throw")
        await turn.say(words("feature-not-licensed", service=blocks.literal(exc.service.name)))
    except NotInTime:
        await turn.say(words("feature-not-in-time"))
    except ChangedMeanwhile as exc:
        notice = cards.meanwhile(words, exc.thrown)
        await turn.show(cards.panel(words, exc.thrown.panel, [notice]))
    else:
        await turn.show(cards.thrown(words, thrown))


def _which(turn: Turn) -> tuple[int, str, bool]:
    """Service, feature, and whether on; raises `Unreadable` for what names none."""
    feature, on = inputs.text(turn.action, "feature"), inputs.text(turn.action, "on")
    if feature not in FEATURES or on not in ("0", "1"):
        raise Unreadable
    return inputs.id_of(turn.action, "service"), feature, on == "1"


def _moment(turn: Turn, key: str) -> datetime | None:
    """None where the button says none; raises `Unreadable` for what is no moment."""
    if (turn.action or {}).get(key) is None:
        return None
    try:
        return cards.moment(inputs.id_of(turn.action, key))
    except OverflowError as exc:
        raise Unreadable from exc


COMMANDS: Final = (
    Command(
        words=("features", "feature", "funktionen", "funktion", "fonctions", "funzioni"),
        run=show,
        action="features.ask",
        for_owners=True,
    ),
)
ACTIONS: Final[Actions] = {
    "features.ask": show,
    "features.panel": open_panel,
    "features.switch": switch,
    "features.revert": revert,
    "features.date": ask_date,
    "features.until": set_date,
}
