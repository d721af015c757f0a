"""What does a viewer see who may not see who the customer is, or who of the tenant's people it was?

Masking hides on display; what is stored does not change.
"""

import re
from hashlib import blake2b
from typing import Final

DOTS = "•••"
_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that reads like another


def name(text: str | None) -> str | None:
    """*Raymond Holt* → *R••• H•••*."""
    return None if text is None else " ".join(f"{word[0]}{DOTS}" for word in text.split())


def identifier(kind: str, shown: str) -> str:
    """*+41 79 123 45 67* → *+41 •• ••• •• 67*, *ray@example.com* → *r•••@•••*, others → first character and dots."""
    if kind == "phone":
        return _number(shown)
    if "@" in shown:
        return f"{shown[:1]}{DOTS}@{DOTS}"
    return f"{shown[:1]}{DOTS}"


def user(person_id: int) -> str:
    """*Agent 7KQ4X*: always the same for a person, so that who cannot know them can still tell them apart."""
    number = int.from_bytes(blake2b(str(person_id).encode(), digest_size=8).digest())
    letters = []
    for _place in range(5):
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return f"Agent {''.join(letters)}"


def _number(shown: str) -> str:
    country, digits = re.match(r"(\+\d+ )?(.*)", shown, re.DOTALL).groups("")  # type: ignore[union-attr]
    keep = 2 if sum(map(str.isdigit, digits)) > 5 else 0
    last = len(digits) - keep
    return country + "".join("•" if c.isdigit() and i < last else c for i, c in enumerate(digits))
