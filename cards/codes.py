"""How do the codes of a service read to its owner, one code, and all of the tenant?"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Data, Piece
from cards.features import until
from cards.ownership import Service
from cards.words import Words

SHOWN: Final = 12  # codes of a kind; the others are found by their order
PAGE: Final = 12  # of the list of all
LONGEST_NAME: Final = 120
KINDS: Final = ("primary", "secondary")


class Code(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str | None: ...
    @property
    def retired(self) -> bool: ...


class Listed(Protocol):
    @property
    def code(self) -> Code: ...
    @property
    def services(self) -> Sequence[str]: ...
    @property
    def elsewhere(self) -> int: ...
    @property
    def own(self) -> bool: ...


class Switch(Protocol):
    @property
    def on(self) -> bool: ...
    @property
    def until(self) -> datetime | None: ...


class Place(Protocol):
    @property
    def service(self) -> Service: ...
    @property
    def codes(self) -> Sequence[Code]: ...
    @property
    def switch(self) -> Switch: ...
    @property
    def addable(self) -> int: ...


def place(words: Words, shown: Place) -> Piece:
    """The agents' list, in their order; a press on a code opens it."""
    here: Data = {"service": shown.service.id}
    body = [blocks.title(words("codes-title", service=blocks.literal(shown.service.name)))]
    body.append(blocks.subtle(_state(words, shown.switch)))
    for kind in KINDS:
        of_kind = [c for c in shown.codes if c.kind == kind]
        body.append(blocks.heading(words(f"codes-kind-{kind}")))
        body += [_row(words, shown.service, number, code) for number, code in enumerate(of_kind[:SHOWN], 1)]
        if len(of_kind) > SHOWN:
            body.append(blocks.subtle(words("codes-more", count=len(of_kind) - SHOWN)))
        if not of_kind:
            body.append(blocks.subtle(words(f"codes-none-{kind}")))
    buttons = [blocks.button(words("codes-new"), "codes.new", here)]
    if shown.addable:
        buttons.append(blocks.button(words("codes-add"), "codes.add_form", here))
    if shown.codes:
        buttons.append(blocks.button(words("codes-order"), "codes.order_form", {**here, "kind": shown.codes[0].kind}))
        buttons.append(blocks.button(words("codes-take-off"), "codes.take_off_form", here))
    buttons.append(blocks.button(words("codes-all"), "codes.all", here))
    buttons.append(blocks.button(words("codes-features"), "features.panel", here))
    return blocks.card(words, body, buttons, fallback=words("codes-fallback"))


def code(words: Words, service: Service, shown: Listed, uses: int, most: int, *, offered: bool) -> Piece:
    """What can be done with it, seen from `service`. Uses are counted up to `most`."""
    each = shown.code
    here: Data = {"service": service.id, "code": each.id}
    body = [blocks.title(blocks.literal(each.name, LONGEST_NAME)), blocks.subtle(kind_of(words, each))]
    if each.description:
        body.append(blocks.text(blocks.literal(each.description, 500)))
    body.append(blocks.text(_where(words, shown), spacing="Small"))
    body.append(blocks.subtle(used(words, uses, most)))
    if not shown.own:
        body.append(blocks.subtle(words("codes-of-others")))
    buttons = []
    if shown.own:
        buttons.append(blocks.button(words("codes-edit"), "codes.edit_form", here))
    if offered:
        buttons.append(blocks.button(words("codes-take-off"), "codes.take_off", of_codes([each], service)))
    elif not each.retired:
        buttons.append(add_one(words, service, each))
    if shown.own:
        buttons.append(blocks.button(words("codes-restore" if each.retired else "codes-retire"), *change(here, each)))
    buttons.append(back(words, service))
    return blocks.card(words, body, buttons, fallback=words("codes-fallback"))


def every(words: Words, service: Service, found: Sequence[Listed], first: int, total: int) -> Piece:
    """Of the tenant, a page at a time, with where each is offered."""
    here: Data = {"service": service.id}
    body = [blocks.title(words("codes-every"))]
    if found:
        numbers = {"first": words.number(first), "last": words.number(first + len(found) - 1)}
        body.append(blocks.subtle(words("codes-range", total=words.number(total), **numbers)))
    else:
        body.append(blocks.text(words("codes-no-code")))
    for each in found:
        line = words("codes-line", name=blocks.literal(each.code.name), kind=kind_of(words, each.code))
        lines = [blocks.text(line), blocks.subtle(_where(words, each, 3))]
        body.append(blocks.row(lines, blocks.tap("codes.open", {**here, "code": each.code.id})))
    buttons = []
    if first > 1:
        buttons.append(blocks.button(words("codes-previous"), "codes.all", {**here, "first": max(1, first - PAGE)}))
    if first + len(found) <= total and found:
        buttons.append(blocks.button(words("codes-next"), "codes.all", {**here, "first": first + PAGE}))
    buttons += [blocks.button(words("codes-new"), "codes.new", here), back(words, service)]
    return blocks.card(words, body, buttons, fallback=words("codes-fallback"))


def which(words: Words, service: Service, found: Sequence[Listed], then: str) -> Piece:
    """A name may stand for a primary and a secondary code: a press on one does `then`."""
    body = [blocks.text(words("codes-which", name=blocks.literal(found[0].code.name, LONGEST_NAME)), weight="Bolder")]
    buttons = [blocks.button(kind_of(words, each.code), then, of_codes([each.code], service)) for each in found]
    return blocks.card(words, body, [*buttons, back(words, service)], fallback=words("codes-fallback"))


def unknown(words: Words, service: Service) -> Piece:
    """Under the sentence that there is no such code."""
    buttons = [back(words, service), blocks.button(words("codes-all"), "codes.all", {"service": service.id})]
    return blocks.card(words, [blocks.text(words("codes-look"))], buttons, fallback=words("codes-fallback"))


def kind_of(words: Words, each: Code) -> str:
    return words(f"codes-retired-{each.kind}" if each.retired else f"codes-is-{each.kind}")


def used(words: Words, uses: int, most: int) -> str:
    return words("codes-used-much" if uses >= most else "codes-used", count=uses)


def of_codes(codes: Iterable[Code], service: Service | None = None) -> Data:
    """The data of a button that is about these codes; of one alone also as `code`."""
    ids = [str(each.id) for each in codes]
    data: Data = {"codes": ",".join(ids)} | ({"code": ids[0]} if len(ids) == 1 else {})
    return {**data, "service": service.id} if service else data


def change(here: Data, each: Code) -> tuple[str, Data]:
    return ("codes.restore" if each.retired else "codes.retire", here)


def add_one(words: Words, service: Service, each: Code) -> Piece:
    label = words("codes-add-to", service=blocks.clean(service.name, 24))
    return blocks.button(label, "codes.add", of_codes([each], service), primary=True)


def back(words: Words, service: Service) -> Piece:
    return blocks.button(
        words("codes-of", service=blocks.clean(service.name, 24)), "codes.place", {"service": service.id},
        with_inputs=False,
    )  # fmt: skip


def _row(words: Words, service: Service, number: int, each: Code) -> Piece:
    line = words("codes-numbered", number=str(number), name=blocks.literal(each.name))
    return blocks.row([blocks.text(line)], blocks.tap("codes.open", {"service": service.id, "code": each.id}))


def _state(words: Words, switch: Switch) -> str:
    state = "on" if switch.on else "off"
    if switch.until is None:
        return words(f"codes-are-{state}")
    return words(f"codes-until-{state}", until=until(words, switch.until))


def _where(words: Words, shown: Listed, most: int = SHOWN) -> str:
    names = [blocks.literal(name, 40) for name in shown.services[:most]]
    others = shown.elsewhere + len(shown.services) - len(names)
    if not names:
        return words("codes-elsewhere", count=others) if others else words("codes-nowhere")
    said = words.listed(names)
    return words("codes-in-more", services=said, count=others) if others else words("codes-in", services=said)
