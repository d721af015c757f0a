"""How does a partner admin choose the tenant to look at?"""

from collections.abc import Sequence
from typing import Final

from cards import blocks
from cards.blocks import Piece
from cards.words import Words

MOST_BUTTONS: Final = 5  # more tenants than that are a list to choose from
MOST_CHOICES: Final = 60  # more are found by typing the name


def choice(words: Words, tenants: Sequence[tuple[int, str]], current: str | None) -> Piece:
    told = words("tenant-current", tenant=blocks.literal(current)) if current else words("tenant-text")
    body = [blocks.title(words("tenant-title")), blocks.text(told)]
    if len(tenants) <= MOST_BUTTONS:
        buttons = [blocks.button(name, "tenants.choose", {"tenant": number}) for number, name in tenants]
    else:
        body.append(_list(words, tenants))
        buttons = [blocks.button(words("tenant-choose"), "tenants.choose", primary=True)]
    return blocks.card(words, body, buttons, fallback=words("tenant-fallback"))


def chosen(words: Words, name: str) -> Piece:
    """What was asked before is asked again by the person: nothing typed travels in a card."""
    body = [blocks.text(words("tenant-chosen", tenant=blocks.literal(name)), weight="Bolder")]
    body.append(blocks.text(words("tenant-again"), spacing="Small"))
    again = blocks.button(words("button-customers"), "customers.ask", primary=True)
    return blocks.card(words, body, [again], fallback=words("tenant-chosen-fallback"))


def _list(words: Words, tenants: Sequence[tuple[int, str]]) -> Piece:
    return {
        "type": "Input.ChoiceSet",
        "id": "tenant",
        "label": words("tenant-label"),
        "isRequired": True,
        "errorMessage": words("tenant-title"),
        "choices": [{"title": blocks.clean(name), "value": str(number)} for number, name in tenants[:MOST_CHOICES]],
    }
