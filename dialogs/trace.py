"""How does a tenant admin get the trace of an interaction, for a support case?"""

import asyncio
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson

from cards import blocks
from cards import trace as cards
from dialogs import choosing, exports, inputs
from dialogs.choosing import Wanted
from dialogs.commands import Actions, Command
from dialogs.concluding import clock, is_last
from dialogs.turn import Turn
from storage import trace, trace_choice

DAYS: Final = 7  # in which a time is looked for
_OF_CUSTOMER: Final = Wanted(found="trace.find", opened="trace.customer")
_FILLING: Final = re.compile(r"^(?:of|for|the|session|von|vom|der|die|das|für|de|di|du|del|la|le)\s+", re.IGNORECASE)


async def read(turn: Turn, typed: str = "") -> None:
    """`trace last`, `trace 10:02`, `trace Raymond Holt`, `trace` and an id."""
    await turn.read(trace_choice.allowed)
    typed = _named(typed)
    if not typed:
        await turn.show(cards.form(turn.words))
    elif is_last(typed):
        newest = await turn.read(trace_choice.last)
        await (turn.say(turn.words("trace-nothing")) if newest is None else _make(turn, newest))
    elif (moment := clock(typed)) is not None:
        ids = await turn.read(trace_choice.begun, _minutes(turn, *moment))
        await (_choose(turn, ids) if ids else turn.say(turn.words("trace-none-at", time=blocks.literal(typed))))
    elif (found := await turn.read(trace_choice.by_id, typed)) is not None:
        await _make(turn, found)
    else:
        await _of_customer(turn, typed)


async def find(turn: Turn) -> None:
    """The field of the form, a suggestion or a text."""
    if (customer_id := inputs.number(turn.action, "customer")) is not None:
        await _of(turn, customer_id)
    else:
        await read(turn, inputs.text(turn.action, "typed") or inputs.text(turn.action, "customer"))


async def of_customer(turn: Turn) -> None:
    await _of(turn, inputs.id_of(turn.action, "customer"))


async def make(turn: Turn) -> None:
    await _make(turn, inputs.id_of(turn.action, "id"))


async def _of_customer(turn: Turn, typed: str) -> None:
    customer_id = await choosing.one(turn, typed, _OF_CUSTOMER)
    if customer_id is not None:
        await _of(turn, customer_id)


async def _of(turn: Turn, customer_id: int) -> None:
    await _choose(turn, await turn.write(trace_choice.of_customer, customer_id))


async def _choose(turn: Turn, ids: Sequence[int]) -> None:
    if len(ids) == 1:
        await _make(turn, ids[0])
        return
    rows, sent = await turn.write(trace_choice.offer, ids, choosing.place(turn))
    await turn.show(cards.which(turn.words, rows), card_id=sent)


async def _make(turn: Turn, interaction_id: int) -> None:
    made = await turn.write(trace.make, interaction_id)
    raw = await asyncio.to_thread(written, made.document)
    text = cards.told(turn.words, masked=made.masked, users_masked=made.users_masked)
    file_name = f"trace-{made.interaction_id}.json"
    await exports.deliver_bytes(turn, trace.KIND, file_name, raw, text=text, holds_customers=True)


def written(document: dict[str, Any]) -> bytes:
    """As the file holds it."""
    return orjson.dumps(document, _utc, _OPTIONS)


def _named(typed: str) -> str:
    typed = typed.strip().rstrip("?!")
    while (left := _FILLING.sub("", typed)) != typed:
        typed = left
    return typed


def _minutes(turn: Turn, hours: set[int], minute: int) -> list[tuple[datetime, datetime]]:
    """The last times that a clock showed this, the newest first."""
    now = datetime.now(turn.words.zone)
    days = [now.date() - timedelta(days=n) for n in range(DAYS)]
    moments = [datetime(d.year, d.month, d.day, hour, minute, tzinfo=turn.words.zone) for d in days for hour in hours]
    past = sorted((each.astimezone(UTC) for each in moments if each <= now), reverse=True)
    return [(each, each + timedelta(minutes=1)) for each in past]


def _utc(value: Any) -> str:
    if not isinstance(value, datetime):
        raise TypeError(type(value).__name__)
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_OPTIONS: Final = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_PASSTHROUGH_DATETIME

COMMANDS: Final = (
    Command(words=("trace", "trace file", "trace-datei", "tracedatei"), run=read, action="trace", for_admins=True),
)
ACTIONS: Final[Actions] = {
    "trace": read,
    "trace.find": find,
    "trace.customer": of_customer,
    "trace.make": make,
}
