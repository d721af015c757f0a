"""How does what the audit log says become a file?"""

import asyncio
from collections.abc import Iterable
from typing import Final

from cards import audit as cards
from cards import audit_words
from cards.audit import Asked
from cards.audit_words import Entry
from cards.words import Words
from dialogs import exports
from dialogs.turn import Turn
from storage import audit_pages
from storage.audit_pages import Wanted
from storage.export_formats import Cell, Column

KIND: Final = "audit"
MOST: Final = 20_000  # rows of a file, which is made at once


class TooManyRows(Exception):
    """More than `MOST`."""


async def deliver(turn: Turn, asked: Asked, wanted: Wanted, file_format: str) -> None:
    """All that the card shows a page at a time. It names customers, so an anonymisation reaches it."""
    person = await turn.write(audit_pages.begin, wanted)
    try:
        rows = await _every(turn, wanted)
    except TooManyRows:
        await turn.say(turn.words("audit-too-many", most=turn.words.number(MOST)))
        return
    title = turn.words("audit-file" if asked.customer is None else "audit-file-looked")
    await exports.deliver(
        turn,
        title,
        _columns(turn.words),
        rows,
        file_format,
        kind=KIND,
        services=None,
        filters=cards.filters(turn.words, asked, person),
        holds_customers=True,
    )


async def _every(turn: Turn, wanted: Wanted) -> list[list[Cell]]:
    """Batch by batch, so that nobody waits for the file of another. Raises `TooManyRows`."""
    rows: list[list[Cell]] = []
    after: int | None = None
    while True:
        found = await turn.read(audit_pages.batch, wanted, after)
        rows += await asyncio.to_thread(_rows, turn.words, found)
        if len(rows) > MOST:
            raise TooManyRows
        if len(found) < audit_pages.AT_ONCE:
            return rows
        after = found[-1].position


def _rows(words: Words, entries: Iterable[Entry]) -> list[list[Cell]]:
    return [list(_cells(words, entry)) for entry in entries]


def _columns(words: Words) -> list[Column]:
    texts = [Column(key=key, title=words(f"audit-column-{key}")) for key in ("by", "deed", "about", "detail")]
    return [
        Column(key="at", title=words("audit-column-at"), kind="moment"),
        *texts,
        Column(key="action", title=words("audit-column-action")),
        Column(key="outcome", title=words("audit-column-outcome")),
        Column(key="position", title=words("audit-column-position")),
    ]


def _cells(words: Words, entry: Entry) -> Iterable[Cell]:
    yield entry.at
    yield audit_words.who(words, entry, str)
    yield audit_words.deed(words, entry)
    yield audit_words.about(words, entry.about, str)
    yield audit_words.what(words, entry, str)
    yield entry.action
    yield "refused" if entry.refused else "done"
    yield str(entry.position)
