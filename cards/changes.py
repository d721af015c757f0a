"""How does it read that a setting was changed: by whom, and when?"""

from datetime import datetime
from typing import Protocol

from cards import blocks
from cards.words import Words


class Change(Protocol):
    @property
    def position(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> str | None: ...
    @property
    def mine(self) -> bool: ...


def signed(words: Words, change: Change) -> str:
    """*by Adam Admin, today 15:12*."""
    moment = words.moment(change.at)
    if change.mine:
        return words("changed-by-you", moment=moment)
    if change.by is None:
        return words("changed-by-somebody", moment=moment)
    return words("changed-by", name=blocks.literal(change.by, 40), moment=moment)
