"""Whose data is somebody looking at?"""

from typing import Final

from cards import blocks
from cards import tenants as cards
from dialogs import inputs
from dialogs.commands import Actions, Command
from dialogs.turn import Turn
from storage import audit, people
from storage.access import NotFound


async def ask(turn: Turn) -> None:
    """By buttons, for who looks after several. Others are told theirs."""
    if not _several(turn):
        await turn.say(turn.words("tenant-own", tenant=blocks.literal(turn.profile.tenant or "")))
        return
    await turn.show(cards.choice(turn.words, turn.profile.tenants, turn.profile.tenant))


async def name(turn: Turn, typed: str) -> None:
    """`tenant fabrikam`: the whole name, or its start if that is one tenant's alone."""
    if not typed or not _several(turn):
        await ask(turn)
        return
    names = {number: each.casefold() for number, each in turn.profile.tenants}
    wanted = typed.casefold()
    fits = [n for n, each in names.items() if each == wanted] or [
        n for n, each in names.items() if each.startswith(wanted)
    ]
    if len(fits) == 1:
        await _choose(turn, fits[0])
        return
    text = turn.words("tenant-unknown", typed=blocks.literal(typed))
    await turn.show(cards.choice(turn.words, turn.profile.tenants, turn.profile.tenant), text=text)


async def choose(turn: Turn) -> None:
    await _choose(turn, inputs.id_of(turn.action, "tenant"))


async def _choose(turn: Turn, tenant_id: int) -> None:
    try:
        chosen = await turn.db.write(people.choose_tenant, turn.who, tenant_id)
    except NotFound:
        await turn.db.write(audit.refused, turn.who, "people.choose_tenant")
        raise
    turn.forget()
    await turn.show(cards.chosen(turn.words, chosen))


def _several(turn: Turn) -> bool:
    return len(turn.profile.tenants) > 1 and turn.profile.roles <= {"partner_admin"}


COMMANDS: Final = (Command(words=("tenant", "mandant"), run=name, action="tenants.ask"),)
ACTIONS: Final[Actions] = {"tenants.ask": ask, "tenants.choose": choose}
