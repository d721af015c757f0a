"""What does the audit log say, by person, kind and period, and who looked at a customer?"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from cards import audit as cards
from cards import blocks
from cards.audit import Asked
from dialogs import audit_sentences, choosing, export_asking, inputs, periods
from dialogs.choosing import Wanted
from dialogs.commands import Actions, Command
from dialogs.inputs import Unreadable
from dialogs.periods import EARLIEST, LATEST, Period
from dialogs.turn import Turn
from storage import audit_pages, staff
from storage.audit_kinds import KINDS

USUAL_DAYS: Final = 30
OF_A_CUSTOMER_DAYS: Final = 7
_OFFERED: Final = 10  # people to choose from


async def read(turn: Turn, typed: str = "") -> None:
    """`audit`, `audit Alice last week`, `audit refusals yesterday`, `audit who looked at Raymond Holt`."""
    await turn.read(audit_pages.allowed)
    looked = audit_sentences.looked_at(typed, turn.words, _now())
    if looked:
        await _who_looked(turn, *looked)
    else:
        await _said(turn, typed, _usual(turn, USUAL_DAYS))


async def show(turn: Turn) -> None:
    await _show(turn, _sent(turn))


async def other(turn: Turn) -> None:
    """What the field of the card says; where it says nothing, as it was."""
    await turn.read(audit_pages.allowed)
    typed, asked = inputs.text(turn.action, "typed"), _sent(turn)
    looked = audit_sentences.looked_at(typed, turn.words, _now())
    if looked:
        await _who_looked(turn, *looked)
    else:
        await _said(turn, typed, asked)


async def find(turn: Turn) -> None:
    """The field of the form: a chosen suggestion, or a text."""
    await turn.read(audit_pages.allowed)
    customer_id = await choosing.chosen(turn, _wanted(_usual(turn, OF_A_CUSTOMER_DAYS)))
    if customer_id is not None:
        await _show(turn, replace(_usual(turn, OF_A_CUSTOMER_DAYS), customer=customer_id))


async def export(turn: Turn) -> None:
    await turn.read(audit_pages.allowed)
    await turn.show(cards.formats(turn.words, _sent(turn)))


async def file(turn: Turn) -> None:
    await turn.read(audit_pages.allowed)
    asked, file_format = _sent(turn), inputs.text(turn.action, "format")
    if file_format not in cards.FORMATS:
        raise Unreadable
    await export_asking.begin(turn, _store(turn, asked), file_format)


async def _who_looked(turn: Turn, typed: str, period: Period | None) -> None:
    asked = _usual(turn, OF_A_CUSTOMER_DAYS)
    if period:
        asked = replace(asked, first=period.first, last=period.last)
    customer_id = await choosing.one(turn, typed, _wanted(asked))
    if customer_id is not None:
        await _show(turn, replace(asked, customer=customer_id))


async def _said(turn: Turn, typed: str, asked: Asked) -> None:
    heard = audit_sentences.read(typed, turn.words, _now())
    if heard.period:
        asked = replace(asked, first=heard.period.first, last=heard.period.last)
    if asked.customer is None and heard.kind:
        asked = replace(asked, kind=heard.kind)
    if not heard.person:
        await _show(turn, asked)
        return
    people = [] if asked.customer else await turn.read(staff.meant, heard.person, _OFFERED)
    if len(people) == 1:
        await _show(turn, replace(asked, person=people[0].id))
    elif people:
        await turn.show(cards.which(turn.words, people, asked))
    else:
        await turn.say(turn.words("audit-unknown", typed=blocks.literal(heard.person)))


async def _show(turn: Turn, asked: Asked) -> None:
    after, before = inputs.number(turn.action, "after"), inputs.number(turn.action, "before")
    place = choosing.place(turn)
    page, sent = await turn.write(audit_pages.open_page, _store(turn, asked), place, after=after, before=before)
    await turn.show(cards.log(turn.words, asked, page), card_id=sent)


def _store(turn: Turn, asked: Asked) -> audit_pages.Wanted:
    """In moments, as the store asks."""
    period = Period(first=asked.first, last=asked.last, zone=turn.words.zone)
    return audit_pages.Wanted(
        since=period.start,
        until=period.end,
        person_id=asked.person,
        kind=asked.kind,
        customer_id=asked.customer,
    )


def _sent(turn: Turn) -> Asked:
    """As the card named it. Raises `Unreadable`."""
    try:
        first, last = (date.fromisoformat(inputs.text(turn.action, key)) for key in ("since", "until"))
    except ValueError as exc:
        raise Unreadable from exc
    if not EARLIEST <= first <= last <= LATEST:
        raise Unreadable
    kind = inputs.text(turn.action, "kind")
    return Asked(
        first=first,
        last=last,
        person=inputs.number(turn.action, "person"),
        kind=kind if kind in KINDS else None,
        customer=inputs.number(turn.action, "customer"),
    )


def _usual(turn: Turn, days: int) -> Asked:
    period = periods.last_days(days, _now(), turn.words.zone)
    return Asked(first=period.first, last=period.last)


def _wanted(asked: Asked) -> Wanted:
    return Wanted(found="audit.find", opened="audit.show", data=asked.data())


def _now() -> datetime:
    return datetime.now(UTC)


COMMANDS: Final = (
    Command(
        words=("audit", "audit log", "protokoll", "audit-protokoll", "journal"),
        run=read,
        action="audit",
        for_admins=True,
    ),
)
ACTIONS: Final[Actions] = {
    "audit": read,
    "audit.show": show,
    "audit.other": other,
    "audit.find": find,
    "audit.export": export,
    "audit.file": file,
}
