"""How does it look when two customers may be one, become one, or are taken apart?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Piece
from cards.customers import DATASET
from cards.words import Words

MOST_IDENTIFIERS: Final = 6
MOST_CHOICES: Final = 40
_LONGEST_SIGNS: Final = 1_000  # characters of a card's data


class Party(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def identifiers(self) -> Sequence[str]: ...
    @property
    def interactions(self) -> int: ...


class Conflict(Protocol):
    @property
    def one(self) -> Party: ...
    @property
    def other(self) -> Party: ...
    @property
    def count(self) -> int: ...
    @property
    def seen_at(self) -> datetime: ...


class Own(Protocol):
    @property
    def sign(self) -> str: ...
    @property
    def shown(self) -> str: ...
    @property
    def interactions(self) -> int: ...


def conflicts(words: Words, found: Sequence[Conflict]) -> Piece:
    """A press compares the two."""
    body = [blocks.title(words("conflicts-title"))]
    body.append(blocks.text(words("conflicts-text" if found else "conflicts-none")))
    for each in found:
        pair = f"{blocks.literal(each.one.title)} · {blocks.literal(each.other.title)}"
        seen = words("conflicts-seen", count=each.count, moment=words.moment(each.seen_at))
        both = {"one": each.one.id, "other": each.other.id}
        lines = [blocks.text(pair, weight="Bolder"), blocks.subtle(seen)]
        body.append(blocks.row(lines, blocks.tap("identities.compare", both)))
    return blocks.card(words, body, fallback=words("conflicts-fallback"))


def other(words: Words, one: Party) -> Piece:
    """With whom?"""
    body = [
        blocks.title(words("merge-with", name=blocks.literal(one.title))),
        {
            "type": "Input.ChoiceSet",
            "id": "other",
            "label": words("customer-ask-label"),
            "placeholder": words("customer-ask-placeholder"),
            "style": "filtered",
            "isRequired": True,
            "errorMessage": words("customer-short"),
            "choices": [],
            "choices.data": {"type": "Data.Query", "dataset": DATASET},
        },
    ]
    buttons = [blocks.button(words("merge-compare"), "identities.compare", {"one": one.id}, primary=True)]
    return blocks.card(words, body, buttons, fallback=words("conflicts-fallback"))


def compare(words: Words, one: Party, other: Party) -> Piece:
    """Both, and what becomes of them. The first is the one that stays."""
    body = [blocks.title(words("merge-title"))]
    for each in (one, other):
        body.append(blocks.text(blocks.literal(each.title), weight="Bolder", spacing="Medium"))
        body.append(blocks.subtle(_identifiers(words, each)))
    body.append(blocks.text(words("merge-text"), spacing="Medium"))
    both = {"one": one.id, "other": other.id}
    if one.name and other.name and one.name != other.name:
        body.append(_names(words, one, other))
        merging = both
    else:
        merging = {**both, "named": one.id if one.name else other.id}
    buttons = [
        blocks.button(words("merge-do"), "identities.merge", merging, primary=True),
        blocks.button(words("merge-apart"), "identities.apart", both),
    ]
    return blocks.card(words, body, buttons, fallback=words("conflicts-fallback"))


def merged(words: Words, one: Party, came: Sequence[str]) -> Piece:
    """`came`: the signs of the identifiers that came over, for the way back."""
    body = [
        blocks.title(words("merge-done", name=blocks.literal(one.title))),
        blocks.subtle(_identifiers(words, one)),
    ]
    of_this: dict[str, str | int] = {"customer": one.id}
    buttons = [blocks.button(words("erasure-back"), "customers.open", of_this)]
    signs = ",".join(came)
    if came and len(signs) <= _LONGEST_SIGNS:
        buttons.append(blocks.button(words("merge-undo"), "identities.open", {**of_this, "chosen": signs}))
    return blocks.card(words, body, buttons, fallback=words("conflicts-fallback"))


def apart(words: Words, one: Party, other: Party) -> Piece:
    told = words("merge-kept-apart", one=blocks.literal(one.title), other=blocks.literal(other.title))
    body = [blocks.text(told, weight="Bolder")]
    both = {"one": one.id, "other": other.id}
    buttons = [
        blocks.button(words("button-conflicts"), "conflicts", primary=True),
        blocks.button(words("merge-compare"), "identities.compare", both),
    ]
    return blocks.card(words, body, buttons, fallback=words("conflicts-fallback"))


def identifiers(words: Words, whose: Party, found: Sequence[Own], chosen: Sequence[str]) -> Piece:
    """Which of them are somebody else's?"""
    body = [blocks.title(words("split-title", name=blocks.literal(whose.title)))]
    back = blocks.button(words("erasure-back"), "customers.open", {"customer": whose.id})
    if len(found) < 2:
        body.append(blocks.text(words("split-one")))
        return blocks.card(words, body, [back], fallback=words("split-fallback"))
    choices = [{"title": _own(words, each), "value": each.sign} for each in found[:MOST_CHOICES]]
    known = {each.sign for each in found[:MOST_CHOICES]}
    picked = [sign for sign in chosen if sign in known]
    field = {"type": "Input.ChoiceSet", "id": "chosen", "isMultiSelect": True, "label": words("split-which")}
    field |= {"isRequired": True, "errorMessage": words("split-nothing"), "choices": choices}
    name = {"type": "Input.Text", "id": "name", "label": words("split-name"), "maxLength": 200}
    body += [blocks.text(words("split-text")), field | ({"value": ",".join(picked)} if picked else {}), name]
    split = blocks.button(words("split-do"), "identities.split", {"customer": whose.id}, primary=True)
    return blocks.card(words, body, [split, back], fallback=words("split-fallback"))


def split(words: Words, left: Party, new: Party) -> Piece:
    body = [blocks.title(words("split-done"))]
    for each in (left, new):
        body.append(blocks.text(blocks.literal(each.title), weight="Bolder", spacing="Medium"))
        body.append(blocks.subtle(_identifiers(words, each)))
    buttons = [
        blocks.button(words("split-new"), "customers.open", {"customer": new.id}, primary=True),
        blocks.button(words("split-undo"), "identities.compare", {"one": left.id, "other": new.id}),
    ]
    return blocks.card(words, body, buttons, fallback=words("split-fallback"))


def _names(words: Words, one: Party, other: Party) -> Piece:
    choices = [{"title": blocks.literal(each.title), "value": str(each.id)} for each in (one, other)]
    return {
        "type": "Input.ChoiceSet",
        "id": "named",
        "style": "expanded",
        "label": words("merge-name"),
        "choices": choices,
        "value": str(one.id),
    }


def _identifiers(words: Words, party: Party) -> str:
    known = [blocks.literal(i, 40) for i in party.identifiers[:MOST_IDENTIFIERS]]
    if (more := len(party.identifiers) - MOST_IDENTIFIERS) > 0:
        known.append(words("more", count=more))
    return " · ".join([*known, words("customer-count", count=party.interactions)])


def _own(words: Words, each: Own) -> str:
    return f"{blocks.literal(each.shown, 40)} · {words('customer-count', count=each.interactions)}"
