"""How is an interaction concluded?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from cards import blocks, picks
from cards.blocks import Piece
from cards.interactions import Interaction, byline, headline
from cards.picks import NOTHING_FILLED, Filled, Offer
from cards.receipts import Glance, about
from cards.words import Words


class Form(Protocol):
    @property
    def glance(self) -> Glance: ...
    @property
    def recent(self) -> Sequence[Interaction]: ...
    @property
    def offer(self) -> Offer: ...


def form(
    words: Words,
    shown: Form,
    filled: Filled = NOTHING_FILLED,
    notices: Sequence[str] = (),
    *,
    going_through: bool = False,
) -> Piece:
    """The wrap-up card. `notices` say how words were taken, or why it was not accepted.

    `going_through`: of several, one after the other; the next comes when this one is submitted.
    """
    glance = shown.glance
    body = [blocks.text(each, color="Warning") for each in notices]
    body += [blocks.title(_question(words, glance)), blocks.subtle(about(words, glance))]
    if shown.recent:
        body.append(blocks.text(words("conclude-recent"), weight="Bolder", size="Small"))
        body += [blocks.subtle(f"{headline(words, row)} · {byline(words, row)}") for row in shown.recent]
    body += picks.fields(words, shown.offer, filled, glance.service)
    body.append(blocks.subtle(words("conclude-final"), spacing="Small"))
    return blocks.card(words, body, _buttons(words, glance, going_through), fallback=words("conclude-fallback"))


def deferred(words: Words, glance_id: int, due: datetime, *, shift: bool) -> Piece:
    """It comes back; nothing is lost meanwhile."""
    key = "conclude-deferred-shift" if shift else "conclude-deferred"
    now = blocks.button(words("conclude-now"), "conclude.open", {"interaction": glance_id}, primary=True)
    body = [blocks.text(words(key, moment=words.moment(due)))]
    return blocks.card(words, body, [now], fallback=words("conclude-fallback"))


def report_or_go_on(words: Words, glance: Glance, *, issues: bool) -> list[Piece]:
    """What can still be done about what is final."""
    buttons = [blocks.button(words("issue-button"), "issues.ask", {"id": glance.id})] if issues else []
    return [*buttons, blocks.button(words("button-sessions"), "sessions.open")]


def _question(words: Words, glance: Glance) -> str:
    going_on = glance.ended_at is None
    if glance.hidden or not glance.title:
        return words("conclude-going-on" if going_on else "conclude-title")
    key = "conclude-going-on-with" if going_on else "conclude-title-with"
    return words(key, customer=blocks.literal(glance.title))


def _buttons(words: Words, glance: Glance, going_through: bool) -> list[Piece]:
    of_this: blocks.Data = {"interaction": glance.id}
    submitted: blocks.Data = {**of_this, "next": 1} if going_through else of_this
    buttons = [blocks.button(words("conclude-submit"), "conclude.submit", submitted, primary=True)]
    if glance.ended_at is not None:  # else the card comes by itself
        buttons.append(blocks.button(words("conclude-half-hour"), "conclude.later", of_this, with_inputs=False))
        buttons.append(blocks.button(words("conclude-shift"), "conclude.shift", of_this, with_inputs=False))
    return buttons
