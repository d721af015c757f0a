"""How is an issue of an interaction reported?"""

from cards import blocks
from cards.blocks import Piece
from cards.receipts import Glance, caption
from cards.words import Words

LONGEST = 500  # characters


def form(words: Words, glance: Glance, notice: str = "", typed: str = "") -> Piece:
    body = [blocks.text(notice, color="Warning")] if notice else []
    body += [blocks.title(words("issue-title")), blocks.subtle(caption(words, glance))]
    field: Piece = {
        "type": "Input.Text",
        "id": "text",
        "label": words("issue-label"),
        "isMultiline": True,
        "isRequired": True,
        "errorMessage": words("issue-length", most=str(LONGEST)),
        "maxLength": LONGEST,
    }
    body.append(field | ({"value": typed} if typed else {}))
    body.append(blocks.subtle(words("issue-hint"), spacing="Small"))
    buttons = [
        blocks.button(words("issue-send"), "issues.report", {"id": glance.id}, primary=True),
        blocks.button(words("issue-cancel"), "details", {"id": glance.id}, with_inputs=False),
    ]
    return blocks.card(words, body, buttons, fallback=words("issue-fallback"))


def reported(words: Words, interaction_id: int, *, new: bool) -> Piece:
    body = [blocks.text(words("issue-reported" if new else "issue-known"))]
    back = blocks.button(words("issue-show"), "details", {"id": interaction_id})
    return blocks.card(words, body, [back], fallback=words("issue-fallback"))
