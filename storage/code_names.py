"""What may a code be called, and when are two names the same?"""

import re
import unicodedata
from typing import Final

LONGEST: Final = 120  # characters of a name
LONGEST_DESCRIPTION: Final = 500
_DASH: Final = r"\s[-–—]\s"
_LONGEST_KEY: Final = 400  # as the column holds it; one character can fold to eighteen


class UnusableName(Exception):
    """No code can be called so, or described so: `why` is *empty*, *long*, *unreadable* or *description*."""

    def __init__(self, why: str) -> None:
        self.why = why


def name_of(typed: str) -> str:
    """As it is stored: one line, as the owner wrote it. Raises `UnusableName`.

    Without a letter or a digit it could neither be typed nor told apart when read aloud.
    """
    name = _line(typed)
    if not name:
        raise UnusableName("empty")
    if len(name) > LONGEST or len(key_of(name)) > _LONGEST_KEY:
        raise UnusableName("long")
    if not name.isprintable() or not any(c.isalnum() for c in name):
        raise UnusableName("unreadable")
    return name


def description_of(typed: str) -> str | None:
    """None for a blank one. Raises `UnusableName`."""
    text = _line(typed)
    if len(text) > LONGEST_DESCRIPTION or not text.isprintable():
        raise UnusableName("description")
    return text or None


def key_of(name: str) -> str:
    """The same for names that differ in case alone, or in how their characters are put together."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def both_of(line: str) -> tuple[str, str]:
    """Name and description of a pasted line: what stands after a tab, else after the first dash between blanks."""
    name, *rest = re.split("\t" if "\t" in line else _DASH, line, maxsplit=1)
    return name, "".join(rest)


def _line(typed: str) -> str:
    """Without marks of direction and other characters that format and show nothing: they come with what is pasted."""
    plain = unicodedata.normalize("NFC", typed)
    return " ".join("".join(c for c in plain if unicodedata.category(c) != "Cf").split())
