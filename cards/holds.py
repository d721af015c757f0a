"""How does a legal hold look: asked for, standing, lifted?"""

from datetime import datetime
from typing import Protocol

from cards import blocks
from cards.blocks import Piece
from cards.words import Words


class Hold(Protocol):
    @property
    def customer_id(self) -> int: ...
    @property
    def reason(self) -> str: ...
    @property
    def set_by(self) -> str: ...
    @property
    def set_at(self) -> datetime: ...


def form(words: Words, customer_id: int, title: str) -> Piece:
    """Asks why."""
    body = [
        blocks.title(words("hold-title", name=blocks.literal(title))),
        blocks.text(words("hold-text")),
        {
            "type": "Input.Text",
            "id": "reason",
            "label": words("hold-reason"),
            "isRequired": True,
            "errorMessage": words("hold-no-reason"),
            "isMultiline": True,
            "maxLength": 500,
        },
    ]
    of_this = {"customer": customer_id}
    buttons = [
        blocks.button(words("hold-place"), "holds.place", of_this, primary=True),
        blocks.button(words("hold-leave"), "customers.open", of_this),
    ]
    return blocks.card(words, body, buttons, fallback=words("hold-fallback"))


def standing(words: Words, title: str, hold: Hold) -> Piece:
    signed = words("hold-signed", person=blocks.literal(hold.set_by), moment=words.moment(hold.set_at))
    body = [
        blocks.title(words("hold-stands", name=blocks.literal(title))),
        blocks.text(blocks.literal(hold.reason, 500)),
        blocks.subtle(signed),
        blocks.text(words("hold-means"), spacing="Small"),
    ]
    of_this = {"customer": hold.customer_id}
    buttons = [
        blocks.button(words("hold-lift"), "holds.lift", of_this),
        blocks.button(words("erasure-back"), "customers.open", of_this),
    ]
    return blocks.card(words, body, buttons, fallback=words("hold-fallback"))


def lifted(words: Words, customer_id: int, title: str) -> Piece:
    body = [blocks.text(words("hold-lifted", name=blocks.literal(title)), weight="Bolder")]
    of_this = {"customer": customer_id}
    buttons = [
        blocks.button(words("hold-again"), "holds.open", of_this),
        blocks.button(words("erasure-back"), "customers.open", of_this),
    ]
    return blocks.card(words, body, buttons, fallback=words("hold-fallback"))
