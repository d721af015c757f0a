"""What did the client send back? Data and inputs of a card may be anything at all."""

import re
from collections.abc import Mapping
from typing import Any, Final

from storage.access import NotFound

LONGEST: Final = 200  # characters of a typed field
MOST: Final = 100  # choices of a field
_LARGEST: Final = 2**63


class Unreadable(NotFound):
    """A card sent what no card of ours sends. It names nothing; and whoever tampered with it is in the audit log."""


Sent = Mapping[str, Any] | None


def number(sent: Sent, key: str) -> int | None:
    """An id, or another number from 1; None for whatever is not one."""
    value = (sent or {}).get(key)
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,19}", value):
        return None
    return int(value) if 0 < int(value) < _LARGEST else None


def whole(sent: Sent, key: str) -> int | None:
    """A number that somebody typed into a field; clients send it as a number or as a text. None for anything else."""
    value = (sent or {}).get(key)
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    digits = str(value).strip()
    return int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else None


def id_of(sent: Sent, key: str) -> int:
    """Raises `Unreadable`: what is no id is nobody's."""
    found = number(sent, key)
    if found is None:
        raise Unreadable
    return found


def numbers(sent: Sent, key: str) -> tuple[int, ...]:
    """Of a field in which several can be chosen, each once; what is no number is left out."""
    value = (sent or {}).get(key)
    parts = value.split(",")[:MOST] if isinstance(value, str) else ()
    found = (number({key: part.strip()}, key) for part in parts)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def lines(sent: Sent, key: str, longest: int) -> list[str]:
    """Of a field of several lines, as they are; `longest` is what is read of all of them."""
    value = (sent or {}).get(key)
    return value[:longest].splitlines() if isinstance(value, str) else []


def text(sent: Sent, key: str, longest: int = LONGEST) -> str:
    """One line, or nothing."""
    value = (sent or {}).get(key)
    return " ".join(value[:longest].split()) if isinstance(value, str) else ""
