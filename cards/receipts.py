"""How does a conclusion read, and the interaction that it is of?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Piece
from cards.words import Words

MOST_NAMED: Final = 40
LINE: Final = 4  # in one line among several


class Glance(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def service(self) -> str | None: ...
    @property
    def started_at(self) -> datetime: ...
    @property
    def ended_at(self) -> datetime | None: ...
    @property
    def seconds(self) -> int | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def hidden(self) -> bool: ...


class Receipt(Protocol):
    @property
    def glance(self) -> Glance: ...
    @property
    def person(self) -> str | None: ...
    @property
    def own(self) -> bool: ...
    @property
    def concluded_at(self) -> datetime: ...
    @property
    def codes(self) -> Sequence[str]: ...
    @property
    def tags(self) -> Sequence[str]: ...


def receipt(words: Words, shown: Receipt, buttons: Sequence[Piece] = ()) -> Piece:
    """Read-only: what was concluded is final."""
    body = [
        blocks.title(words("receipt-title")),
        blocks.subtle(caption(words, shown.glance)),
        blocks.text(what(words, shown), weight="Bolder", spacing="Medium"),
        blocks.subtle(by(words, shown), spacing="Small"),
    ]
    return blocks.card(words, body, buttons, fallback=words("receipt-fallback"))


def already(words: Words, shown: Receipt) -> str:
    """To who wanted to conclude it with something else."""
    told = {"moment": words.moment(shown.concluded_at), "what": what(words, shown)}
    if shown.own:
        return words("concluded-by-you", **told)
    if shown.person is None:
        return words("concluded-by-timer", **told)
    return words("concluded-by", person=blocks.literal(shown.person), **told)


def otherwise(words: Words, shown: Receipt) -> str:
    """One of several that could not be concluded, because it was already."""
    return f"{caption(words, shown.glance)}: {already(words, shown)}"


def line(words: Words, shown: Receipt) -> Piece:
    """One among several."""
    return blocks.text(f"✓ {caption(words, shown.glance)}: {what(words, shown, LINE)}", spacing="Small")


def what(words: Words, shown: Receipt, most: int = MOST_NAMED) -> str:
    """*Escalated · Outage · #vip*, for a text; `most` codes and tags by name."""
    named = [blocks.literal(code, 120) for code in shown.codes]
    named += [f"#{blocks.literal(tag)}" for tag in shown.tags]
    if len(named) > most:
        named[most:] = [words("more", count=len(named) - most)]
    return " · ".join(named) or words("receipt-nothing")


def by(words: Words, shown: Receipt) -> str:
    """*by you, today 10:21*."""
    moment = words.moment(shown.concluded_at)
    if shown.own:
        return words("receipt-by-you", moment=moment)
    if shown.person is None:
        return words("receipt-by-timer", moment=moment)
    return words("receipt-by", person=blocks.literal(shown.person), moment=moment)


def caption(words: Words, glance: Glance) -> str:
    """*Raymond Holt · Support · today 10:15 · 4 min 12 s*, for a text; without who called where it is hidden."""
    parts = [] if glance.hidden else [blocks.literal(glance.title or words("receipt-nobody"))]
    return " · ".join([*parts, about(words, glance)])


def about(words: Words, glance: Glance) -> str:
    """*Support · today 10:15 · 4 min 12 s*, for a text."""
    service = blocks.literal(glance.service or words("interaction-unknown-service"))
    parts = [service, words.moment(glance.started_at)]
    if glance.seconds is not None:
        parts.append(words.duration(glance.seconds))
    return " · ".join(parts)
