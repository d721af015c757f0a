"""Of which interaction is a trace wanted?"""

from collections.abc import Sequence

from cards import blocks
from cards.blocks import Piece
from cards.interactions import Interaction, byline, headline
from cards.words import Words


def which(words: Words, rows: Sequence[Interaction]) -> Piece:
    """Several fit: a press on one makes its trace."""
    body = [blocks.text(words("trace-which"), weight="Bolder")]
    for row in rows:
        lines = [blocks.text(headline(words, row), weight="Bolder", color="Accent"), blocks.subtle(_by(words, row))]
        body.append(blocks.row(lines, blocks.tap("trace.make", {"id": row.id})))
    return blocks.card(words, body, fallback=words("trace-fallback"))


def form(words: Words) -> Piece:
    """Asks which is meant."""
    body = [
        blocks.title(words("trace-title")),
        blocks.text(words("trace-text")),
        {
            "type": "Input.Text",
            "id": "typed",
            "label": words("trace-label"),
            "placeholder": words("trace-placeholder"),
            "isRequired": True,
            "errorMessage": words("trace-label"),
            "maxLength": 200,
        },
    ]
    buttons = [blocks.button(words("trace-button"), "trace.find", primary=True)]
    return blocks.card(words, body, buttons, fallback=words("trace-fallback"))


def told(words: Words, *, masked: bool, users_masked: bool) -> str:
    """What stands above the file."""
    return words(f"trace-told-{'masked' if masked else 'shown'}-{'masked' if users_masked else 'shown'}")


def _by(words: Words, row: Interaction) -> str:
    line = byline(words, row)
    return f"{blocks.literal(row.source, 40)} · {line}" if row.source else line
