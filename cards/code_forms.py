"""How does an owner write a code down, paste many, and pick those to add, to take off and to move?

The choices of a list that is expanded are drawn as texts are: their Markdown would work.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cards import blocks, ownership
from cards.blocks import Piece
from cards.codes import KINDS, LONGEST_NAME, Code, Listed, back
from cards.ownership import Service
from cards.words import Words

LONGEST_DESCRIPTION: Final = 500
LONGEST_LIST: Final = 20_000  # characters
MOST_ADDABLE: Final = 40  # in one list; more are found by a part of the name


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What stands in the fields already."""

    kind: str = ""
    name: str = ""
    description: str = ""


NOTHING_FILLED: Final = Filled()


def new(words: Words, services: Sequence[Service], chosen: Service | None, filled: Filled = NOTHING_FILLED) -> Piece:
    """Without a `chosen` service its home is a field too."""
    body = [blocks.title(words("code-new-title"))]
    body += [] if chosen else [ownership.field(words, services)]
    body += [_name(words, filled), _kind(words, filled.kind), _description(words, filled)]
    home: blocks.Data = {"service": chosen.id} if chosen else {}
    buttons = [
        blocks.button(words("code-save"), "codes.create", home, primary=True),
        blocks.button(words("code-paste"), "codes.paste_form", home, with_inputs=False),
        *([back(words, chosen)] if chosen else [blocks.button(words("code-cancel"), "codes.ask", with_inputs=False)]),
    ]
    return blocks.card(words, body, buttons, fallback=words("code-fallback"))


def edit(words: Words, service: Service, code: Code) -> Piece:
    """Its kind stays: conclusions count on it."""
    shown = Filled(kind=code.kind, name=code.name, description=code.description or "")
    body = [blocks.title(words(f"code-edit-{code.kind}"))]
    body += [_name(words, shown), _description(words, shown), blocks.subtle(words("code-edit-text"), spacing="Small")]
    here: blocks.Data = {"service": service.id, "code": code.id}
    buttons = [
        blocks.button(words("code-save"), "codes.edit", here, primary=True),
        blocks.button(words("code-cancel"), "codes.open", here, with_inputs=False),
    ]
    return blocks.card(words, body, buttons, fallback=words("code-fallback"))


def paste(words: Words, services: Sequence[Service], chosen: Service | None) -> Piece:
    field: Piece = {
        "type": "Input.Text",
        "id": "lines",
        "label": words("code-lines"),
        "placeholder": words("code-lines-example"),
        "isMultiline": True,
        "maxLength": LONGEST_LIST,
        "isRequired": True,
        "errorMessage": words("code-lines-missing"),
    }
    body = [blocks.title(words("code-paste-title")), blocks.text(words("code-paste-text"))]
    body += [] if chosen else [ownership.field(words, services)]
    body += [_kind(words, ""), field]
    home: blocks.Data = {"service": chosen.id} if chosen else {}
    buttons = [
        blocks.button(words("code-create-all"), "codes.create_many", home, primary=True),
        *([back(words, chosen)] if chosen else [blocks.button(words("code-cancel"), "codes.ask", with_inputs=False)]),
    ]
    return blocks.card(words, body, buttons, fallback=words("code-fallback"))


def add(words: Words, service: Service, found: Sequence[Listed], total: int, part: str) -> Piece:
    """Of the tenant's codes those that the service does not offer, perhaps only those with a `part` in their names."""
    body = [blocks.title(words("code-add-title", service=blocks.literal(service.name)))]
    here: blocks.Data = {"service": service.id}
    buttons = []
    if found:
        choices = [(each.code, words(f"code-{each.code.kind}", name=blocks.literal(each.code.name))) for each in found]
        body.append(_several(words, choices))
        buttons.append(blocks.button(words("code-add"), "codes.add", here, primary=True))
    else:
        body.append(blocks.text(words("code-none-addable")))
    if part or total > len(found):
        body.append(blocks.subtle(words("code-some", shown=words.number(len(found)), total=words.number(total))))
        narrow: Piece = {"type": "Input.Text", "id": "part", "label": words("code-part"), "maxLength": LONGEST_NAME}
        body.append({**narrow, "value": blocks.clean(part)} if part else narrow)
        buttons.append(blocks.button(words("code-narrow"), "codes.add_form", here))
    buttons += [blocks.button(words("codes-new"), "codes.new", here, with_inputs=False), back(words, service)]
    return blocks.card(words, body, buttons, fallback=words("code-fallback"))


def take_off(words: Words, service: Service, codes: Sequence[Code]) -> Piece:
    body = [blocks.title(words("code-take-off-title", service=blocks.literal(service.name)))]
    longest = 60 if len(codes) <= 50 else 30  # a hundred long names would be more than a message holds
    body.append(_several(words, [(c, words(f"code-{c.kind}", name=blocks.literal(c.name, longest))) for c in codes]))
    here: blocks.Data = {"service": service.id}
    buttons = [blocks.button(words("code-take-off"), "codes.take_off", here, primary=True), back(words, service)]
    return blocks.card(words, body, buttons, fallback=words("code-fallback"))


def order(
    words: Words, service: Service, codes: Sequence[Code], kind: str, chosen: int | None = None, notice: str = ""
) -> Piece:
    """The list itself is the choice: one is picked, and moved as often as it takes."""
    of_kind = [c for c in codes if c.kind == kind]
    here: blocks.Data = {"service": service.id, "kind": kind}
    picked: Piece = {
        "type": "Input.ChoiceSet",
        "id": "code",
        "style": "expanded",
        "wrap": True,
        "label": words(f"code-order-{kind}"),
        "isRequired": True,
        "errorMessage": words("code-order-missing"),
        "choices": [
            {"title": f"{number} · {blocks.literal(c.name)}", "value": str(c.id)} for number, c in enumerate(of_kind, 1)
        ],
    }
    if chosen in {c.id for c in of_kind}:
        picked["value"] = str(chosen)
    to: Piece = {"type": "Input.Number", "id": "place", "label": words("code-place"), "min": 1, "max": len(of_kind)}
    body = [blocks.text(notice)] if notice else []
    body.append(blocks.title(words("code-order-title", service=blocks.literal(service.name))))
    body += [picked, to] if of_kind else [blocks.text(words(f"codes-none-{kind}"))]
    buttons = (
        []
        if not of_kind
        else [
            blocks.button(words("code-up"), "codes.move", {**here, "to": "up"}),
            blocks.button(words("code-down"), "codes.move", {**here, "to": "down"}),
            blocks.button(words("code-to-place"), "codes.move", here),
        ]
    )
    if other := next((k for k in KINDS if k != kind and any(c.kind == k for c in codes)), None):
        data: blocks.Data = {"service": service.id, "kind": other}
        buttons.append(blocks.button(words(f"codes-kind-{other}"), "codes.order_form", data, with_inputs=False))
    return blocks.card(words, body, [*buttons, back(words, service)], fallback=words("code-fallback"))


def _several(words: Words, choices: Iterable[tuple[Code, str]]) -> Piece:
    return {
        "type": "Input.ChoiceSet",
        "id": "codes",
        "style": "expanded",
        "wrap": True,
        "isMultiSelect": True,
        "label": words("code-codes"),
        "isRequired": True,
        "errorMessage": words("code-codes-missing"),
        "choices": [{"title": title, "value": str(code.id)} for code, title in choices],
    }


def _name(words: Words, filled: Filled) -> Piece:
    field: Piece = {
        "type": "Input.Text",
        "id": "name",
        "label": words("code-name"),
        "maxLength": LONGEST_NAME,
        "isRequired": True,
        "errorMessage": words("code-name-missing"),
    }
    return {**field, "value": blocks.clean(filled.name, LONGEST_NAME)} if filled.name else field


def _kind(words: Words, kind: str) -> Piece:
    field: Piece = {
        "type": "Input.ChoiceSet",
        "id": "kind",
        "style": "expanded",
        "wrap": True,
        "label": words("code-kind"),
        "isRequired": True,
        "errorMessage": words("code-kind-missing"),
        "choices": [{"title": words(f"code-kind-{each}"), "value": each} for each in KINDS],
    }
    return {**field, "value": kind} if kind in KINDS else field


def _description(words: Words, filled: Filled) -> Piece:
    field: Piece = {
        "type": "Input.Text",
        "id": "description",
        "label": words("code-description"),
        "isMultiline": True,
        "maxLength": LONGEST_DESCRIPTION,
    }
    said = blocks.clean(filled.description, LONGEST_DESCRIPTION)
    return {**field, "value": said} if said else field
