"""How do somebody's own interactions read, and which of them wait for a conclusion?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from cards import blocks, receipts
from cards.blocks import Piece
from cards.receipts import Glance, Receipt
from cards.words import Words


class Session(Glance, Protocol):
    @property
    def codes_on(self) -> bool: ...


class Mine(Protocol):
    @property
    def glances(self) -> Sequence[Session]: ...
    @property
    def receipts(self) -> Mapping[int, Receipt]: ...
    @property
    def earlier(self) -> bool: ...
    @property
    def more(self) -> bool: ...


def sessions(words: Words, mine: Mine) -> Piece:
    """Newest first; a press opens one."""
    body = [blocks.title(words("sessions-title"))]
    if not mine.glances:
        body.append(blocks.text(words("sessions-none")))
    body += [_row(words, each, mine.receipts.get(each.id)) for each in mine.glances]
    return blocks.card(words, body, _buttons(words, mine), fallback=words("sessions-fallback"))


def which(words: Words, found: Sequence[Session], concluded: Mapping[int, Receipt], typed: str) -> Piece:
    """Several fit what was typed: a press on one asks for its conclusion."""
    body = [blocks.text(words("sessions-which", typed=blocks.literal(typed)), weight="Bolder")]
    body += [_row(words, each, concluded.get(each.id), action="conclude.open") for each in found]
    return blocks.card(words, body, fallback=words("sessions-fallback"))


def _row(words: Words, glance: Session, receipt: Receipt | None, action: str = "details") -> Piece:
    lines = [blocks.text(receipts.caption(words, glance)), _state(words, glance, receipt)]
    data: blocks.Data = {"id": glance.id, "from": "sessions"}
    if action == "conclude.open":
        data = {"interaction": glance.id}
    return blocks.row(lines, blocks.tap(action, data))


def _state(words: Words, glance: Session, receipt: Receipt | None) -> Piece:
    if receipt:
        return blocks.subtle(f"✓ {receipts.what(words, receipt, receipts.LINE)}")
    if not glance.codes_on:
        return blocks.subtle(words("sessions-without-codes"))
    key = "sessions-going-on" if glance.ended_at is None else "sessions-open"
    return blocks.text(f"● {words(key)}", color="Warning", spacing="None")


def _buttons(words: Words, mine: Mine) -> Iterator[Piece]:
    if mine.earlier and mine.glances:
        yield blocks.button(words("sessions-previous"), "sessions.open", {"before": mine.glances[0].id})
    if mine.more and mine.glances:
        yield blocks.button(words("sessions-next"), "sessions.open", {"after": mine.glances[-1].id})
    yield blocks.button(words("button-uncoded"), "uncoded.open")
