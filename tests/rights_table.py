"""Who may do what?

The table of the domain's roles: a line of `RIGHTS` for each kind of right, and under which of them each button and each
command falls. `own` is a service that the person serves or owns (a file of their own), `other` another one of the same
tenant (a colleague's file); for an owner, `other` is the service of another owner. What is in another tenant, and what
is not there at all, is for everybody as `hidden` as what is not theirs, or refused before anybody looks for it.

yes: it is done, and shown · hidden: the words of what is not there · owners, admins, partners: who is told to do it
· home: a code that others made, which they alone change.
"""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

_RIGHTS: Final = """
                  agent            owner            admin            partner             partner, allowed
                  own     other    own     other    own     other    own       other     own       other
anybody           yes     yes      yes     yes      yes     yes      yes       yes       yes       yes
look              yes     hidden   yes     hidden   yes     yes      yes       yes       yes       yes
conclude          yes     hidden   yes     hidden   yes     yes      partners  partners  partners  partners
configure         owners  owners   yes     hidden   yes     yes      owners    owners    owners    owners
change a code     owners  owners   yes     home     yes     yes      owners    owners    owners    owners
edit a code       owners  owners   yes     yes      yes     yes      owners    owners    owners    owners
export            owners  owners   yes     hidden   yes     yes      owners    owners    yes       yes
fetch a file      owners  owners   yes     hidden   yes     hidden   owners    owners    yes       hidden
drop a file       yes     hidden   yes     hidden   yes     hidden   yes       hidden    yes       hidden
administer        admins  admins   admins  admins   yes     yes      admins    admins    admins    admins
set a service     owners  owners   admins  hidden   yes     yes      owners    owners    owners    owners
choose a tenant   hidden  hidden   hidden  hidden   hidden  hidden   yes       yes       yes       yes
"""


class Try(NamedTuple):
    """One button or command: its line, what is sent with it, and in which tables its effect shows where it is done."""

    line: str
    sent: Mapping[str, str] = {}
    effect: str = ""


def right(line: str, role: str, place: str) -> str:
    """What the table says. `elsewhere` is another tenant's, `nowhere` is not there."""
    column = 2 * ROLES.index(role)
    own, other = _TABLE[line][column : column + 2]
    if place in ("elsewhere", "nowhere"):
        return {"yes": "hidden", "home": "hidden"}.get(other, other)
    return own if place == "own" else other


def _read() -> dict[str, list[str]]:
    lines = [line for line in _RIGHTS.splitlines() if line.strip()][2:]
    return {line[:18].strip(): line[18:].split() for line in lines}


PLACELESS: Final = {"long_ago", "today", "tomorrow", "now", "hidden"}  # the same whatever it is about
ROLES: Final = ("agent", "owner", "admin", "partner", "partner, allowed")
_TABLE: Final = _read()


def is_about_something(written: str, each: Try) -> bool:
    """Of a service, a customer, a person …: else it makes no difference whose."""
    return bool({*re.findall(r"<(\w+)>", f"{written} {dict(each.sent)}")} - PLACELESS)


def fill(text: Any, things: Mapping[str, str]) -> str:
    for name, value in things.items():
        text = text.replace(f"<{name}>", value)
    return str(text)
