"""What can somebody type or press?"""

from collections.abc import Iterable, Sequence

from cards import blocks
from cards.blocks import Piece
from cards.words import Words


def help(words: Words, commands: Iterable[str], pressed: Iterable[str]) -> Piece:  # noqa: A001  a card named as its command
    """`commands` by name with what each does; `pressed` are the actions that get a button."""
    body = [blocks.title(words("help-title")), blocks.text(words("help-text")), *_list(words, commands)]
    return blocks.card(words, body, buttons(words, pressed), fallback=words("help-fallback"))


def welcome(words: Words, name: str, commands: Iterable[str], pressed: Iterable[str]) -> Piece:
    body = [
        blocks.title(words("welcome-title", name=blocks.literal(name, 40))),
        blocks.text(words("welcome-text")),
        *_list(words, commands),
    ]
    return blocks.card(words, body, buttons(words, pressed), fallback=words("welcome-fallback"))


def nearest(words: Words, typed: str, pressed: Sequence[str]) -> Piece:
    """For what is no command: the ones that may be meant."""
    heard = blocks.literal(typed, 40)
    said = words("nearest-text", typed=heard) if heard else words("nearest-nothing")
    return blocks.card(words, [blocks.text(said)], buttons(words, pressed), fallback=words("nearest-fallback"))


def languages(words: Words, codes: Iterable[str]) -> Piece:
    choices = [blocks.button(words(f"language-{code}"), "language.choose", {"language": code}) for code in codes]
    return blocks.card(words, [blocks.title(words("language-title"))], choices, fallback=words("language-fallback"))


def buttons(words: Words, actions: Iterable[str]) -> list[Piece]:
    """For actions that need nothing but their name; of the form *customers.ask* the first word names the button."""
    return [
        blocks.button(words(f"button-{action.partition('.')[0]}"), action, primary=number == 0)
        for number, action in enumerate(actions)
    ]


def _list(words: Words, commands: Iterable[str]) -> Iterable[Piece]:
    for name in commands:
        yield blocks.text(words(f"help-{name}"), spacing="Small")
