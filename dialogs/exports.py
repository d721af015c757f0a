"""How does somebody get a file, and find again what they have asked for?"""

import asyncio
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final

from anyascii import anyascii

from cards import exports as cards
from dialogs import customers, export_cards, inputs
from dialogs.announcements import Announcement, Announcements, Notice
from dialogs.commands import Actions, Command
from dialogs.export_told import Told
from dialogs.turn import Turn
from storage import export_asking, export_notices, export_writing, exports, sent_cards
from storage.access import NotFound
from storage.export_files import DiskFull
from storage.export_formats import Cell, Column
from storage.export_writing import Layout, Made
from storage.exports import About
from storage.ids import new_id
from storage.sent_cards import SentCard

_LONGEST_NAME: Final = 60  # characters of a file's name, before its date


@dataclass(frozen=True, kw_only=True)
class Table:
    """What is shown, of a few thousand rows at most. `title` is a heading, which names no customer, because the file
    is called by it. `filters` in words."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    filters: str


async def deliver(turn: Turn, table: Table, file_format: str, services: Iterable[int] | None) -> None:
    """A table as a file, made at once. `services`: of which the rows are, None for all that the person may export.

    Raises `NotAnOwner`, `NotFound`.
    """
    reach = await turn.read(exports.check, services)
    file_name = file_name_of(table.title, file_format)
    told = Told(
        title=table.title,
        filters=table.filters,
        person=turn.profile.name,
        tenant=turn.profile.tenant or "",
        asked_at=datetime.now(UTC),
        masked=reach.masked,
    )
    layout = Layout(
        columns=table.columns,
        file_format=file_format,
        zone=turn.words.zone,
        sheet_names=cards.sheet_names(turn.words),
    )
    about = told.on_a_sheet(turn.words, len(table.rows))
    manifest = told.manifest(turn.words, file_name, file_format)
    make = partial(export_writing.write, turn.files, layout, table.rows, about, manifest)
    await _hand_over(turn, make, About(kind="report", format=file_format, file_name=file_name, services=services))


async def deliver_bytes(
    turn: Turn, kind: str, file_name: str, raw: bytes, *, text: str = "", holds_customers: bool = False
) -> None:
    """A file that must be just these bytes, and is the tenant admin's; one that holds customers goes also into their
    own files, if they accept it. `text` stands above the card. Raises `NotAnOwner`.
    """
    make = partial(export_writing.keep, turn.files, raw, {"file": file_name})
    about = About(kind=kind, format="json", file_name=file_name, services=None, holds_customers=holds_customers)
    await _hand_over(turn, make, about, text)


async def _hand_over(turn: Turn, make: Callable[[], Made], about: About, text: str = "") -> None:
    """With its link and its code, or it says why there is none."""
    if not turn.links.reachable:
        await turn.say(turn.words("export-no-address"))
        return
    try:
        made = await asyncio.to_thread(make)
    except DiskFull:
        await turn.say(turn.words("export-disk-full"))
        return
    export_id, code = new_id(), export_cards.new_code()
    code_hash = export_cards.code_hash(turn.links, export_id, code)
    try:
        export = await turn.write(exports.add_made, export_id, about, made, code_hash)
    except exports.ErasedMeanwhile:
        turn.files.remove(made.name)
        await turn.say(turn.words("export-erased"))
        return
    await turn.show(cards.ready(turn.words, export, export_cards.address(turn.links, export), code), text=text)


async def show_all(turn: Turn, _rest: str = "") -> None:
    await turn.show(cards.listing(turn.words, await turn.read(exports.list_own), datetime.now(UTC)))


async def open_card(turn: Turn) -> None:
    """As far as it is; one that is ready with a new link and a new code."""
    if not turn.links.reachable:
        await turn.say(turn.words("export-no-address"))
        return
    export_id = inputs.id_of(turn.action, "export")
    await turn.read(exports.check, None)  # whoever has lost the right gets no new link
    view, sent = await turn.write(export_asking.open_card, export_id, customers.place(turn))
    await turn.show(await export_cards.shown(turn, view), card_id=sent)


async def announce(notice: Notice) -> Announcement | None:
    """How far a file is by now, in place of the card that showed it before."""
    view = await notice.read(export_asking.view, int(notice.content["export"]))
    export = view.export
    if export.state != notice.content["state"]:
        return None  # a later one is on its way
    replaces: str | None = None
    sent = SentCard(export.tenant_id, export.card_id or 0)
    try:
        replaces = await notice.read(sent_cards.standing, sent.id, datetime.now(UTC))
    except NotFound:  # it never arrived, or the file was made at once
        view, sent = await notice.write(export_asking.open_card, export.id, notice.place)
    return Announcement(card=await export_cards.shown(notice, view), card_id=sent, replaces=replaces)


async def delete(turn: Turn) -> None:
    name = await turn.write(exports.delete, inputs.id_of(turn.action, "export"))
    if name is not None:
        await asyncio.to_thread(turn.files.remove, name)
    now = datetime.now(UTC)
    await turn.show(
        cards.listing(turn.words, await turn.read(exports.list_own), now), text=turn.words("export-deleted")
    )


def file_name_of(title: str, file_format: str) -> str:
    """*Codes of Support, by month* → *codes-of-support-by-month-2026-11-23.xlsx*: safe in every header and system."""
    words = re.sub("[^a-z0-9]+", "-", anyascii(title[:200]).lower()).strip("-")[:_LONGEST_NAME].strip("-")
    return f"{words or 'export'}-{datetime.now(UTC):%Y-%m-%d}.{file_format if file_format != 'json' else 'jsonl'}"


COMMANDS: Final = (
    Command(
        words=("exports", "my exports", "exporte", "meine exporte"), run=show_all, action="exports", for_owners=True
    ),
)
ACTIONS: Final[Actions] = {"exports": show_all, "exports.open": open_card, "exports.delete": delete}
ANNOUNCEMENTS: Final[Announcements] = {export_notices.CARD: announce}
