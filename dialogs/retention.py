"""How long are interactions kept? A tenant admin sees what another time would do, and decides."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from cards import retention as cards
from dialogs import inputs
from dialogs.commands import Actions, Command
from dialogs.inputs import Unreadable
from dialogs.turn import Turn
from storage import retention
from storage.changes import ChangedMeanwhile
from storage.retention import Changed, NotMonths

FRESH: Final = timedelta(hours=24)  # then the figures of a card are looked at again
_ENDLESS: Final = {"without end", "forever", "endless", "unlimited", "off", "none", "ohne ende", "unbegrenzt", "aus"}
_TIME: Final = re.compile(r"(?:to |auf )?(\d{1,4}) ?(months?|years?|monate?n?|jahre?n?)?", re.IGNORECASE)


async def show(turn: Turn, typed: str = "") -> None:
    """`retention`, `retention 12 months`."""
    now = await turn.read(retention.get)
    if not typed:
        await turn.show(cards.retention(turn.words, now))
        return
    found = _TIME.fullmatch(typed)
    if typed.casefold() in _ENDLESS:
        await _decide(turn, None)
    elif found:
        years = (found[2] or "").casefold().startswith(("y", "j"))
        await _decide(turn, int(found[1]) * (12 if years else 1))
    else:
        await turn.say(turn.words("retention-unknown"))


async def look(turn: Turn) -> None:
    """The field of the card."""
    await _decide(turn, inputs.whole(turn.action, "months") or 0)


async def set_months(turn: Turn) -> None:
    months, was = _months(turn, "to"), _months(turn, "was")
    now = await turn.read(retention.get)
    if now.shortened_by(months) and months is not None and not _is_fresh(turn):
        await _forecast(turn, months, turn.words("retention-stale"))
        return
    try:
        changed = await turn.write(retention.keep, months, was=was)
    except ChangedMeanwhile:
        await turn.show(cards.retention(turn.words, now), text=turn.words("retention-stale"))
    except NotMonths:
        raise Unreadable from None
    else:
        await _done(turn, changed)


async def leave(turn: Turn) -> None:
    await turn.say(cards.stays(turn.words, await turn.read(retention.get)))


async def _decide(turn: Turn, months: int | None) -> None:
    """A longer time at once, for it can be taken back; a shorter one waits for a press."""
    now = await turn.read(retention.get)
    try:
        if months is not None and now.shortened_by(months):
            await _forecast(turn, months)
        else:
            await _done(turn, await turn.write(retention.keep, months, was=now.months))
    except NotMonths:
        await turn.say(turn.words("retention-not-months"))


async def _done(turn: Turn, changed: Changed) -> None:
    months = changed.retention.months
    if months == changed.before:
        await turn.say(turn.words("retention-same", months=cards.span(turn.words, months)))
    else:
        await turn.show(cards.changed(turn.words, changed))


async def _forecast(turn: Turn, months: int, text: str = "") -> None:
    now = datetime.now(UTC)
    await turn.show(cards.forecast(turn.words, await turn.read(retention.forecast, months, now), now), text=text)


def _is_fresh(turn: Turn) -> bool:
    shown = inputs.number(turn.action, "shown") or 0
    return abs(datetime.now(UTC).timestamp() - shown) < FRESH.total_seconds()


def _months(turn: Turn, key: str) -> int | None:
    """As the card's data names it; raises `Unreadable`."""
    return None if inputs.text(turn.action, key) == "none" else inputs.id_of(turn.action, key)


COMMANDS: Final = (Command(words=("retention", "aufbewahrung"), run=show, action="retention", for_admins=True),)
ACTIONS: Final[Actions] = {
    "retention": show,
    "retention.look": look,
    "retention.set": set_months,
    "retention.leave": leave,
}
