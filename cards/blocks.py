"""Of which pieces is every card made?

Cards are Adaptive Cards 1.5 for Teams. What people and callers wrote passes through `clean` (titles of buttons and
choices, cells) or `literal` (texts, which are Markdown). A button is an `Action.Execute` that older clients read as
`Action.Submit`.

`wide` and `narrow` mark two forms of the same thing, of which Teams shows the one that fits the card's width
(`targetWidth`; narrow is up to 350 pixels). The plain JavaScript renderer knows no `targetWidth`: a page that uses it
leaves out the other form before it draws.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeVar

import orjson

from cards.words import Words

T = TypeVar("T")
Piece = dict[str, Any]
Data = Mapping[str, str | int]

LARGEST: Final = 28 * 1024  # bytes as Teams counts them: UTF-16
MOST_BUTTONS: Final = 6
_READ: Final = 4  # times the length that is shown: what is remembered of a long text stays small

_MARKS = re.compile(r"[\\`*_\[\]~<>|]|&(?=#?\w+;)|^[#+-](?=[\s#-]|$)|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def card(
    words: Words, body: Iterable[Piece], buttons: Iterable[Piece] = (), *, fallback: str, full: bool = False
) -> Piece:
    """`fallback` is read where no card can be shown, and in notifications: it names nobody.

    `full`: as wide as the chat allows.
    """
    made: Piece = {
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": words.language,
        "fallbackText": fallback,
        "body": list(body),
    }
    if actions := list(buttons):
        made["actions"] = actions
    if full:
        made["msteams"] = {"width": "full"}
    return made


def size(made: Piece) -> int:
    """What a card takes of a message, in bytes."""
    return len(orjson.dumps(made).decode().encode("utf-16-le"))


def fitting(rows: Sequence[T], made: Callable[[Sequence[T]], Piece]) -> Piece:
    """The card of the first rows, as many as a message holds, and of one at least."""
    count, card = len(rows), made(rows)
    while count > 1 and size(card) > LARGEST:
        count -= 1
        card = made(rows[:count])
    return card


def clean(foreign: str, longest: int = 60) -> str:
    """One line without control, direction, zero-width and other invisible characters, cut at `longest`."""
    return _clean(foreign[: longest * _READ], longest)


def literal(foreign: str, longest: int = 60) -> str:
    """`clean`, and no Markdown, link or entity in it works."""
    return _literal(foreign[: longest * _READ], longest)


@lru_cache(maxsize=4096)
def _clean(foreign: str, longest: int) -> str:
    if not foreign.isprintable():
        foreign = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in foreign)
    line = " ".join(foreign.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


@lru_cache(maxsize=4096)
def _literal(foreign: str, longest: int) -> str:
    return _MARKS.sub(r"\\\g<0>", _clean(foreign, longest))


def forget() -> None:
    """Nobody's name is kept in memory."""
    _clean.cache_clear()
    _literal.cache_clear()


def text(content: str, **style: Any) -> Piece:
    return {"type": "TextBlock", "text": content, "wrap": True, **style}


def title(content: str) -> Piece:
    return text(content, style="heading", size="Large", weight="Bolder")


def heading(content: str) -> Piece:
    return text(content, style="heading", weight="Bolder", spacing="Medium")


def subtle(content: str, **style: Any) -> Piece:
    return text(content, **{"isSubtle": True, "spacing": "None", **style})


def group(items: Iterable[Piece], **style: Any) -> Piece:
    return {"type": "Container", "items": list(items), **style}


def facts(pairs: Iterable[tuple[str, str]]) -> Piece:
    return {"type": "FactSet", "facts": [{"title": name, "value": value} for name, value in pairs]}


def hidden(name: str, value: str) -> Piece:
    """It comes back with every press on the card, also with one on a row."""
    return {"type": "Input.Text", "id": name, "isVisible": False, "value": value}


def wide(piece: Piece) -> Piece:
    return {**piece, "targetWidth": "atLeast:Standard"}


def narrow(piece: Piece) -> Piece:
    return {**piece, "targetWidth": "atMost:Narrow"}


def button(
    label: str, action: str, data: Data | None = None, *, primary: bool = False, with_inputs: bool = True
) -> Piece:
    """`data` comes back with the inputs of the card; numbers travel as text, because JavaScript cannot hold an id.

    Not `with_inputs`: it works too while a field that must be filled is empty.
    """
    sent = _sent(action, data or {})
    look = {"title": clean(label, 40)} | ({"style": "positive"} if primary else {})
    look |= {} if with_inputs else {"associatedInputs": "none"}
    return {
        "type": "Action.Execute",
        **look,
        "verb": action,
        "data": sent,
        "fallback": {"type": "Action.Submit", **look, "data": sent},
    }


def link(label: str, address: str) -> Piece:
    """Opens a page of ours in the browser."""
    return {"type": "Action.OpenUrl", "title": clean(label, 40), "url": address}


def tap(action: str, data: Data) -> Piece:
    """What a press on a row or a cell does."""
    return {"type": "Action.Execute", "data": _sent(action, data)}


def row(items: Iterable[Piece], pressed: Piece) -> Piece:
    """A part of a list that can be pressed as a whole."""
    return group(items, selectAction=pressed, separator=True)


def _sent(action: str, data: Data) -> dict[str, str]:
    return {"action": action, **{key: str(value) for key, value in data.items()}}
