"""What is a tag, when are two the same, and which may be suggested?"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 50  # characters
MOST_READ: Final = 100  # of one field; no rule allows so many

_BETWEEN: Final = re.compile(r"[,;#\r\n\u2028\u2029]+")
_IN_NUMBERS: Final = re.compile(r"(?<=\d)[\s./()-]+(?=\d)")


def several(typed: str) -> list[str]:
    """*vip, second call #router* are three."""
    return [tag for part in _BETWEEN.split(typed)[:MOST_READ] if (tag := one_line(part))]


def normal(tags: Iterable[str]) -> tuple[str, ...]:
    """As they are stored: one line of what can be seen, without `#`, each once. A long one stays long."""
    found: dict[str, str] = {}
    for tag in (tag for each in tags for tag in several(each)):
        found.setdefault(key(tag), tag)
    return tuple(found.values())


def key(tag: str) -> str:
    """The same for tags that differ in case alone."""
    return unicodedata.normalize("NFC", tag.casefold())


def is_suggestable(tag: str) -> bool:
    """Not what may be somebody's number or address: five digits in a row, however they are grouped, or an @."""
    return "@" not in tag and not re.search(r"\d{5}", _IN_NUMBERS.sub("", tag))


def one_line(typed: str) -> str:
    """Without control, direction, zero-width and other invisible characters."""
    plain = unicodedata.normalize("NFC", typed)
    seen = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in plain)
    return " ".join(seen.split())
