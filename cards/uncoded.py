"""How are several interactions concluded at once?"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from cards import blocks, picks, receipts
from cards.blocks import Piece
from cards.picks import NOTHING_FILLED, Code, Filled, Offer
from cards.receipts import Glance, Receipt
from cards.words import Words

PICKED = "pick-"  # how the box of an interaction is called
MOST_OTHERS = 3  # services that have a button


class Waiting(Protocol):
    @property
    def service_id(self) -> int: ...
    @property
    def service(self) -> str: ...
    @property
    def glances(self) -> Sequence[Glance]: ...
    @property
    def offer(self) -> Offer: ...
    @property
    def total(self) -> int: ...
    @property
    def more(self) -> bool: ...
    @property
    def own(self) -> bool: ...
    @property
    def counts(self) -> Sequence[tuple[int, str, int]]: ...


class Chosen(Protocol):
    @property
    def service_id(self) -> int: ...
    @property
    def glances(self) -> Sequence[Glance]: ...
    @property
    def codes(self) -> Sequence[Code]: ...
    @property
    def tags(self) -> Sequence[str]: ...


def waiting(
    words: Words,
    shown: Waiting,
    *,
    picked: Iterable[int] = (),
    filled: Filled = NOTHING_FILLED,
    notices: Sequence[str] = (),
    done: Sequence[Receipt] = (),
) -> Piece:
    """Oldest first, with a box each; above them what has just been concluded.

    Of very long names fewer fit; the next page then starts where this one ends.
    """
    head = [blocks.text(each, color="Warning") for each in notices]
    head += [receipts.line(words, each) for each in done]
    head += [blocks.title(_title(words, shown)), *_where(words, shown)]
    fields = list(picks.fields(words, shown.offer, filled, shown.service))
    boxes = [_box(words, each, set(picked)) for each in shown.glances]
    return blocks.fitting(boxes, lambda fit: _card(words, shown, head, fit, fields))


def confirm(words: Words, shown: Chosen) -> Piece:
    """By name, and once more: it is final."""
    named = [*(blocks.literal(c.name, 120) for c in shown.codes), *(f"#{blocks.literal(t)}" for t in shown.tags)]
    what = " · ".join(named) or words("receipt-nothing")
    body = [blocks.text(words("uncoded-confirm", count=len(shown.glances), what=what), weight="Bolder")]
    if shown.codes and not shown.tags:
        body.append(blocks.subtle(words("uncoded-without-tags")))
    body += [blocks.text(receipts.caption(words, each), spacing="Small") for each in shown.glances]
    # What somebody wrote travels as a field of the card, not in the data of a button.
    tags = ", ".join(blocks.clean(tag) for tag in shown.tags)
    body.append(blocks.hidden("tags", tags))
    data: blocks.Data = {
        "service": shown.service_id,
        "picked": ",".join(str(each.id) for each in shown.glances),
        "codes": ",".join(str(code.id) for code in shown.codes),
    }
    buttons = [
        blocks.button(words("uncoded-yes", count=len(shown.glances)), "uncoded.conclude", data, primary=True),
        blocks.button(words("uncoded-back"), "uncoded.back", data),
    ]
    return blocks.card(words, body, buttons, fallback=words("uncoded-fallback"))


def nothing(words: Words, notices: Sequence[str] = (), done: Sequence[Receipt] = ()) -> Piece:
    body = [blocks.text(each, color="Warning") for each in notices]
    body += [receipts.line(words, each) for each in done]
    body.append(blocks.text(words("uncoded-none"), weight="Bolder"))
    buttons = [blocks.button(words("button-sessions"), "sessions.open")]
    return blocks.card(words, body, buttons, fallback=words("uncoded-fallback"))


def _card(words: Words, shown: Waiting, head: list[Piece], boxes: Sequence[Piece], fields: list[Piece]) -> Piece:
    buttons = _buttons(words, shown, shown.glances[: len(boxes)])
    return blocks.card(words, [*head, *boxes, *fields], buttons, fallback=words("uncoded-fallback"))


def _title(words: Words, shown: Waiting) -> str:
    if shown.own:
        return words("uncoded-title", count=shown.total)
    return words("uncoded-title-service", count=shown.total, service=blocks.literal(shown.service))


def _where(words: Words, shown: Waiting) -> Iterator[Piece]:
    if shown.own and len(shown.counts) > 1:
        yield blocks.subtle(words("uncoded-of", service=blocks.literal(shown.service)))
    yield blocks.subtle(words("uncoded-hint"), spacing="Small")


def _box(words: Words, glance: Glance, chosen: set[int]) -> Piece:
    parts = [words.moment(glance.started_at)]
    if not glance.hidden:
        parts.append(blocks.literal(glance.title or words("receipt-nobody")))  # clients read Markdown beside a box
    if glance.seconds is not None:
        parts.append(words.duration(glance.seconds))
    box = {"type": "Input.Toggle", "id": f"{PICKED}{glance.id}", "title": " · ".join(parts), "wrap": True}
    return {**box, "spacing": "Small", "value": "true" if glance.id in chosen else "false"}


def _buttons(words: Words, shown: Waiting, boxes: Sequence[Glance]) -> Iterator[Piece]:
    of_service: blocks.Data = {"service": shown.service_id}
    first: blocks.Data = {"interaction": boxes[0].id, "next": 1}
    yield blocks.button(words("uncoded-conclude"), "uncoded.check", of_service, primary=True)
    yield blocks.button(words("uncoded-one-by-one"), "conclude.open", first, with_inputs=False)
    if shown.more or len(boxes) < len(shown.glances):
        after: blocks.Data = {**of_service, "after": boxes[-1].id}
        yield blocks.button(words("uncoded-next"), "uncoded.open", after, with_inputs=False)
    others = [each for each in shown.counts if each[0] != shown.service_id]
    for service_id, name, count in others[:MOST_OTHERS]:
        label = words("uncoded-other", service=blocks.clean(name, 25), count=str(count))
        yield blocks.button(label, "uncoded.open", {"service": service_id}, with_inputs=False)
