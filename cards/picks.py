"""With which fields does somebody pick codes and write tags?

A few codes are shown at once; of many the most used, and the rest is found by typing.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Piece
from cards.words import Words

CODES: Final = "codes"  # data sets of the typeahead
TAGS: Final = "tags"
FEW: Final = 6  # codes that are shown at once
MOST_SHOWN: Final = 15  # before anybody types
MOST_PICKED: Final = 20  # that stay when the card comes again
LONGEST_TAGS: Final = 400  # characters of the field


class Code(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


class Rules(Protocol):
    @property
    def primary_least(self) -> int: ...
    @property
    def primary_most(self) -> int: ...


class Offer(Protocol):
    @property
    def primary(self) -> Sequence[Code]: ...
    @property
    def secondary(self) -> Sequence[Code]: ...
    @property
    def tags(self) -> Sequence[str]: ...
    @property
    def rules(self) -> Rules: ...


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What the fields hold before anybody touches them."""

    codes: Collection[int] = ()
    tags: Sequence[str] = ()


NOTHING_FILLED: Final = Filled()


def fields(words: Words, offer: Offer, filled: Filled, service: str | None) -> Iterator[Piece]:
    least, most = offer.rules.primary_least, offer.rules.primary_most
    if offer.primary and most > 0:
        label = words("picks-code") if most == 1 else words("picks-codes", most=str(most))
        field = _choices("code", label, offer.primary, filled.codes, many=most > 1, loose=least == 0)
        yield field | ({"isRequired": True, "errorMessage": words("picks-code-missing")} if least else {})
    if offer.secondary:
        yield _choices("more", words("picks-more"), offer.secondary, filled.codes, many=True)
    if not offer.primary and not offer.secondary:
        named = blocks.literal(service or words("interaction-unknown-service"))
        yield blocks.text(words("picks-no-codes", service=named))
    yield from _tags(words, offer.tags, filled.tags)


def _choices(
    name: str, label: str, codes: Sequence[Code], picked: Collection[int], *, many: bool, loose: bool = False
) -> Piece:
    """`loose`: none need be picked, and one that was can be taken back, which round buttons cannot.

    Clients read Markdown in what stands beside a box or a round button, in a list they read none.
    """
    chosen = [code for code in codes if code.id in picked][: MOST_PICKED if many else 1]
    field: Piece = {"type": "Input.ChoiceSet", "id": name, "label": label, "isMultiSelect": many}
    if len(codes) <= FEW:
        listed = loose and not many
        shown = [
            {"title": (blocks.clean if listed else blocks.literal)(c.name, 120), "value": str(c.id)} for c in codes
        ]
        field |= {"style": "compact" if listed else "expanded", "wrap": True, "choices": shown}
    else:
        first = [*chosen, *(code for code in codes[:MOST_SHOWN] if code not in chosen)]
        query = {"type": "Data.Query", "dataset": CODES}
        shown = [{"title": blocks.clean(code.name, 120), "value": str(code.id)} for code in first]
        field |= {"style": "filtered", "choices": shown, "choices.data": query}
    if chosen:
        field["value"] = ",".join(str(code.id) for code in chosen)
    return field


def _tags(words: Words, often: Sequence[str], tags: Sequence[str]) -> Iterator[Piece]:
    """Those that are given often are there to pick, any other to write."""
    known = {tag.casefold(): tag for tag in often}
    picked = [known[tag.casefold()] for tag in tags if tag.casefold() in known]
    written = [tag for tag in tags if tag.casefold() not in known]
    field: Piece = {
        "type": "Input.Text",
        "id": "tags",
        "label": words("picks-tags"),
        "placeholder": words("picks-tags-placeholder"),
        "maxLength": LONGEST_TAGS,
    }
    yield field | ({"value": ", ".join(blocks.clean(tag) for tag in written)} if written else {})
    yield {
        "type": "Input.ChoiceSet",
        "id": "often",
        "label": words("picks-often"),
        "placeholder": words("picks-often-placeholder"),
        "isMultiSelect": True,
        "style": "filtered",
        "choices": [{"title": f"#{blocks.clean(tag)}", "value": blocks.clean(tag)} for tag in often],
        "choices.data": {"type": "Data.Query", "dataset": TAGS},
    } | ({"value": ",".join(blocks.clean(tag) for tag in picked)} if picked else {})
