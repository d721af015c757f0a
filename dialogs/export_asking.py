"""How does somebody ask for a file that takes longer, stop it, or try again?"""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from cards import exports as cards
from dialogs import customers as customer_dialog
from dialogs import export_cards, export_contents, export_request, inputs
from dialogs.commands import Actions, Command
from dialogs.export_request import Request
from dialogs.exports import file_name_of
from dialogs.inputs import Unreadable
from dialogs.turn import Turn
from storage import customers, export_asking, exports, services
from storage.access import Scope
from storage.export_asking import AlreadyUnderWay
from storage.export_contents import Wanted as AnyWanted
from storage.export_contents import kind_of
from storage.export_formats import FORMATS
from storage.export_rows import Wanted
from storage.search import TooShort

FIND: Final = "export.find"
CUSTOMER: Final = "export.customer"
USUAL: Final = "xlsx"
_NO_FILTER: Final = Request(period=None, services=None, results=None)


async def start(turn: Turn, typed: str) -> None:
    """`export raymond holt as csv`, `export support last week hangup in queue`."""
    about, file_format = export_request.split(typed)
    own = await turn.read(_own_services)
    if not about and not file_format:
        await customer_dialog.ask(turn, then=FIND)
        return
    now = datetime.now(UTC)
    request = export_request.read(about, own, now, turn.words)
    if request is None:
        await _of_customer(turn, about, file_format)
    else:
        await begin(turn, _wanted(request, None, now), file_format or USUAL)


async def ask(turn: Turn) -> None:
    await start(turn, "")


async def find(turn: Turn) -> None:
    """The field of the form: a chosen suggestion, or a text."""
    if inputs.number(turn.action, "customer"):
        await choose(turn)
    else:
        await _of_customer(turn, inputs.text(turn.action, "customer") or inputs.text(turn.action, "typed"), None)


async def choose(turn: Turn) -> None:
    """As which kind of file?"""
    customer_id = inputs.id_of(turn.action, "customer")
    title, sent = await turn.write(export_asking.choose, customer_id, customer_dialog.place(turn))
    await turn.show(cards.choice(turn.words, customer_id, title), card_id=sent)


async def start_of_customer(turn: Turn) -> None:
    file_format = inputs.text(turn.action, "format")
    if file_format not in FORMATS:
        raise Unreadable
    wanted = _wanted(_NO_FILTER, inputs.id_of(turn.action, "customer"), datetime.now(UTC))
    await begin(turn, wanted, file_format)


async def stop(turn: Turn) -> None:
    """What is over already is shown as it is."""
    export_id = inputs.id_of(turn.action, "export")
    name = await turn.write(exports.cancel, export_id)
    if name is not None:
        await asyncio.to_thread(turn.files.remove, name)
    await _show(turn, export_id)


async def again(turn: Turn) -> None:
    """With the same filters, up to now."""
    await turn.read(exports.check, None)
    view = await turn.read(export_asking.view, inputs.id_of(turn.action, "export"))
    if view.wanted is None:
        raise Unreadable
    until = view.wanted.until
    if view.wanted.since is None:
        until = datetime.now(UTC)
    await begin(turn, replace(view.wanted, until=until), view.export.format)


async def begin(turn: Turn, wanted: AnyWanted, file_format: str) -> None:
    if not turn.links.reachable:
        await turn.say(turn.words("export-no-address"))
        return
    called = export_contents.of(kind_of(wanted)).called(turn.words, wanted)
    file_name = file_name_of(called, file_format)
    reader = {"locale": str(turn.words.locale), "zone": str(turn.words.zone), "language": turn.words.language}
    how = (wanted, file_format, file_name, customer_dialog.place(turn), reader)
    try:
        view, sent = await turn.write(export_asking.ask, *how)
    except AlreadyUnderWay:
        await turn.say(turn.words("export-one-at-a-time"))
        return
    await turn.show(await export_cards.shown(turn, view), card_id=sent)


async def _of_customer(turn: Turn, typed: str, file_format: str | None) -> None:
    try:
        matches, sent = await turn.write(customers.meant, typed, customer_dialog.place(turn))
    except TooShort:
        await customer_dialog.ask(turn, then=FIND, text=turn.words("customer-short"))
        return
    if not matches:
        await customer_dialog.nobody(turn, typed)
    elif len(matches) == 1:
        await begin(turn, _wanted(_NO_FILTER, matches[0].id, datetime.now(UTC)), file_format or USUAL)
    else:
        await customer_dialog.offer(turn, matches, typed, sent, then=CUSTOMER)


async def _show(turn: Turn, export_id: int) -> None:
    view, sent = await turn.write(export_asking.open_card, export_id, customer_dialog.place(turn))
    await turn.show(await export_cards.shown(turn, view), card_id=sent)


def _wanted(request: Request, customer_id: int | None, now: datetime) -> Wanted:
    return Wanted(
        customer_id=customer_id,
        services=request.services,
        since=request.period.start if request.period else None,
        until=min(request.period.end, now) if request.period else now,
        results=request.results,
    )


def _own_services(db: Any, scope: Scope) -> dict[int, str]:
    """Names by id, of those that the person may export of. Raises `NotAnOwner`."""
    allowed = exports.right(scope)
    return {s.id: s.name for s in services.list_all(db, scope.tenant_id) if allowed is None or s.id in allowed}


COMMANDS: Final = (
    Command(words=("export", "exportiere", "exportieren"), run=start, action="export.ask", for_owners=True),
)
ACTIONS: Final[Actions] = {
    "export.ask": ask,
    FIND: find,
    CUSTOMER: choose,
    "export.start": start_of_customer,
    "export.stop": stop,
    "export.again": again,
}
