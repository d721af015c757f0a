"""How does an owner choose one of their services, and how does it read who changed something?"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Data, Piece
from cards.words import Words

MOST_BUTTONS: Final = 5  # more services than that are a list to choose from
MOST_CHOICES: Final = 60  # more are found by typing the name


class Service(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


def choice(words: Words, services: Sequence[Service], then: str, data: Data) -> Piece:
    """A press does `then` with the service and with `data`."""
    body = [blocks.text(words("own-which"), weight="Bolder")]
    if len(services) <= MOST_BUTTONS:
        buttons = [blocks.button(s.name, then, {**data, "service": s.id}) for s in services]
    else:
        body.append(field(words, services))
        buttons = [blocks.button(words("own-choose"), then, data, primary=True)]
    return blocks.card(words, body, buttons, fallback=words("own-fallback"))


def field(words: Words, services: Sequence[Service]) -> Piece:
    return {
        "type": "Input.ChoiceSet",
        "id": "service",
        "label": words("own-label"),
        "isRequired": True,
        "errorMessage": words("own-which"),
        "choices": [{"title": blocks.clean(s.name), "value": str(s.id)} for s in services[:MOST_CHOICES]],
    }


def unknown(words: Words, services: Sequence[Service], typed: str) -> str:
    """The same words for a service that does not exist and for one of others."""
    said = blocks.literal(typed)
    if not 0 < len(services) <= MOST_BUTTONS:
        return words("own-unknown", typed=said)
    names = words.listed([f"**{blocks.literal(s.name)}**" for s in services])
    return words("own-unknown-yours", typed=said, names=names, count=len(services))


def by(words: Words, at: datetime, person: int | None, names: Mapping[int, str], reader: int) -> str:
    """*by you, today 11:04*."""
    moment = words.moment(at)
    if person == reader:
        return words("by-you", moment=moment)
    if person is None:
        return words("by-operator", moment=moment)
    return words("by-person", name=blocks.literal(names.get(person) or words("by-somebody")), moment=moment)
