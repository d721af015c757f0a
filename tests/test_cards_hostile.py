import re
import tracemalloc
from typing import Any

import pytest

from cards import blocks
from tests.talk import elements
from tests.talk import words as read
from tests.test_cards import NAMES, card, every


@every
@pytest.mark.parametrize("name", [n for n in NAMES if "hostile" in n])
def test_what_people_wrote_is_no_markup_and_hides_nothing(locale: str, name: str) -> None:
    made = card(locale, name)
    for text in read(made):
        assert not re.search("[\u0000-\u001f\u200b\u202e\u2066\ufeff\u00ad]", text.replace("\n\n", ""))
    for text in markdown(made):
        assert not re.search(r"(?<!\\)[*\[\]`~<>|]", re.sub(r"^\*\*(.*?)(?<!\\)\*\*", r"\1", text)), text


def markdown(made: dict[str, Any]) -> list[str]:
    """The texts that a renderer reads as Markdown."""
    blocks_of_text = [e["text"] for e in elements(made) if e.get("type") == "TextBlock"]
    facts = [fact for e in elements(made) if e.get("type") == "FactSet" for fact in e["facts"]]
    beside = [e["title"] for e in elements(made) if e.get("type") == "Input.Toggle"]
    beside += [c["title"] for e in elements(made) if e.get("style") == "expanded" for c in e["choices"]]
    return [*blocks_of_text, *beside, *(fact["value"] for fact in facts)]


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("**bold** [x](http://x)", r"\*\*bold\*\* \[x\](http://x)"),
        ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
        ("+41 79 123 45 67", "+41 79 123 45 67"),
        ("Müller-Łukasz & Söhne", "Müller-Łukasz & Söhne"),
        ("a &lt;b&gt;", r"a \&lt;b\&gt;"),
        ("# title", r"\# title"),
        ("- one", r"\- one"),
        ("---", r"\---"),
        ("1. one", r"1\. one"),
        ("12) one", r"12\) one"),
        ("line\r\n\u2028two\u00a0\u3000three", "line two three"),
        ("a\u202eb\u200b\u2066c\ufeff\u00add\u0007", "abcd"),
        ("Zoë 日本語 עברית 😀", "Zoë 日本語 עברית 😀"),
        ("x" * 61, "x" * 59 + "…"),
        ("", ""),
    ],
)
def test_foreign_text_reads_as_it_is_written(foreign: str, shown: str) -> None:
    assert blocks.literal(foreign) == shown


def test_little_is_remembered_of_a_long_text() -> None:
    tracemalloc.start()
    for number in range(1000):
        blocks.literal(f"{number} " + "x" * 8000)
    kept, _most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 1000 * 3000
