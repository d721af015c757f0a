"""What is a service set up as? Its owners look, a tenant admin sets it."""

from typing import Any, Final

from cards import services as cards
from dialogs import inputs
from dialogs import roles as role_dialog
from dialogs.commands import Actions, Command
from dialogs.inputs import Unreadable
from dialogs.turn import Turn
from storage import ownership, roles, service_settings
from storage.changes import ChangedMeanwhile
from storage.service_settings import NotSeconds
from storage.staff import OF_SERVICE

_SETTINGS: Final = {
    "licence": "licence",
    "license": "licence",
    "lizenz": "licence",
    "acceptance": "acceptance_sla_seconds",
    "annahme": "acceptance_sla_seconds",
    "hangup": "hangup_sla_seconds",
    "auflegen": "hangup_sla_seconds",
}
_LICENCES: Final = {
    "contact center": "contact_center",
    "contact_center": "contact_center",
    "enterprise routing": "enterprise_routing",
    "enterprise_routing": "enterprise_routing",
    "none": None,
    "keine": None,
}


async def show(turn: Turn, typed: str = "") -> None:
    """`service`, `service Support`, `service Support acceptance 30`."""
    if not typed:
        await _choose(turn)
        return
    name, setting, value = _read(typed)
    panel = await turn.read(service_settings.named, name)
    if setting is None:
        await turn.show(cards.panel(turn.words, panel))
    elif value is _UNREAD:
        await turn.say(turn.words("service-not-seconds" if setting != "licence" else "service-unknown"))
    else:
        await _change(turn, panel.service.id, {setting: value})


async def open_panel(turn: Turn) -> None:
    await _open(turn, inputs.id_of(turn.action, "service"))


async def save(turn: Turn) -> None:
    """The fields of the card."""
    service_id, licence = inputs.id_of(turn.action, "service"), inputs.text(turn.action, "licence")
    if licence not in cards.LICENCES:
        raise Unreadable
    seconds = {n: inputs.whole(turn.action, n) for n in ("acceptance_sla_seconds", "hangup_sla_seconds")}
    await _change(turn, service_id, {"licence": None if licence == "none" else licence, **seconds})


async def revert(turn: Turn) -> None:
    service_id, position = inputs.id_of(turn.action, "service"), inputs.id_of(turn.action, "change")
    try:
        changed = await turn.write(service_settings.revert, service_id, position)
    except ChangedMeanwhile:
        await _open(turn, service_id, turn.words("roles-meanwhile"))
        return
    await turn.show(cards.changed(turn.words, changed))


async def add(turn: Turn) -> None:
    """A person to the owners or the agents."""
    service_id, role = inputs.id_of(turn.action, "service"), inputs.text(turn.action, "role")
    await _place(turn, service_id, inputs.number(turn.action, "person"), role, given=True)


async def take(turn: Turn) -> None:
    service_id = inputs.id_of(turn.action, "service")
    role, _, person = inputs.text(turn.action, "held").partition(" ")
    await _place(turn, service_id, inputs.number({"person": person}, "person"), role or "agent", given=False)


async def _place(turn: Turn, service_id: int, person_id: int | None, role: str, *, given: bool) -> None:
    if role not in OF_SERVICE:
        raise Unreadable
    if person_id is None:
        await _open(turn, service_id, turn.words("service-choose-person"))
        return
    made = await turn.write(roles.give if given else roles.take, person_id, role, service_id)
    if made.change:
        turn.forget_person(made.person.object_id)
    await _open(turn, service_id, role_dialog.told(turn, made))


async def _choose(turn: Turn) -> None:
    """At once, where only one is theirs."""
    own = await turn.read(ownership.list_own)
    if len(own) == 1:
        await _open(turn, own[0].id)
    else:
        await turn.show(cards.choice(turn.words, own))


async def _open(turn: Turn, service_id: int, text: str = "") -> None:
    panel = await turn.read(service_settings.open_panel, service_id)
    await turn.show(cards.panel(turn.words, panel), text=text)


async def _change(turn: Turn, service_id: int, wanted: dict[str, Any]) -> None:
    try:
        changed = await turn.write(service_settings.change, service_id, wanted)
    except NotSeconds:
        await _open(turn, service_id, turn.words("service-not-seconds"))
        return
    await turn.show(cards.changed(turn.words, changed))


_UNREAD: Final = object()


def _read(typed: str) -> tuple[str, str | None, Any]:
    """*Support acceptance 30* → the service's name, the setting, its value; a name alone is all of the text."""
    words = typed.split()
    for place in range(1, len(words)):
        setting = _SETTINGS.get(words[place].casefold())
        if setting is None:
            continue
        said = " ".join(word for word in words[place + 1 :] if word.casefold() != "sla")
        if setting == "licence":
            return " ".join(words[:place]), setting, _LICENCES.get(said.casefold(), _UNREAD)
        value = inputs.whole({"value": said}, "value")
        return " ".join(words[:place]), setting, _UNREAD if value is None else value
    return typed, None, None


COMMANDS: Final = (Command(words=("service",), run=show, action="services", for_owners=True),)
ACTIONS: Final[Actions] = {
    "services": show,
    "services.open": open_panel,
    "services.set": save,
    "services.revert": revert,
    "services.add": add,
    "services.take": take,
}
