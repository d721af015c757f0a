"""What does a behaviour declare, so that the router finds it?"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dialogs.turn import Turn
from storage.ownership import is_owner, takes_calls

Pressed = Callable[[Turn], Awaitable[None]]
Typed = Callable[[Turn, str], Awaitable[None]]
"""Gets what stands behind the command's word."""

Actions = Mapping[str, Pressed]


@dataclass(frozen=True, kw_only=True)
class Command:
    """`words` start a message that means this command, in any case and either language."""

    words: tuple[str, ...]
    run: Typed
    action: str | None = None  # the button that leads to the same; None: it has none
    for_agents: bool = False  # and owners: who takes calls
    for_owners: bool = False  # and tenant admins
    for_admins: bool = False  # of the tenant

    def is_for(self, roles: frozenset[str]) -> bool:
        """Whether somebody of these roles is told of it. What they may do is decided where it is done."""
        if self.for_admins:
            return "tenant_admin" in roles
        if self.for_owners:
            return is_owner(roles)
        return takes_calls(roles) if self.for_agents else True


def heard(text: str, commands: tuple[Command, ...]) -> tuple[Command, str] | None:
    """The command that a message starts with, and the rest. The longest word counts: *good morning* before *good*."""
    by_word, start = _understood(commands)
    found = start.fullmatch(text)
    command = by_word.get(found[1].casefold()) if found else None
    return (command, (found[2] or "").strip()) if found and command else None


@lru_cache
def _understood(commands: tuple[Command, ...]) -> tuple[dict[str, Command], re.Pattern[str]]:
    by_word = {word: command for command in commands for word in command.words}
    longest_first = "|".join(re.escape(word) for word in sorted(by_word, key=len, reverse=True))
    start = re.compile(rf"/?({longest_first})(?:[\s:,.;!?]+(.*))?", re.IGNORECASE | re.DOTALL)
    return by_word, start
