"""Who may see customers and colleagues? A tenant admin looks, decides, and takes it back."""

from typing import Final

from cards import privacy as cards
from dialogs import inputs
from dialogs.commands import Actions, Command
from dialogs.inputs import Unreadable
from dialogs.turn import Turn
from storage import privacy
from storage.changes import ChangedMeanwhile

_NAMES: Final = {
    "agents": "agents agent agenten",
    "owners": "owners owner verantwortliche verantwortlichen",
    "partners": "partners partner partnern",
    "users": "users user colleagues kollegen kolleginnen team",
    "feed": "feed datenfeed",
}
_SETTING: Final = {word: name for name, words in _NAMES.items() for word in words.split()}
_SHOWN: Final = {
    "shown": True,
    "visible": True,
    "unmasked": True,
    "sichtbar": True,
    "gezeigt": True,
    "masked": False,
    "hidden": False,
    "maskiert": False,
    "verborgen": False,
}
_FILLING: Final = {"for", "to", "für", "auf", "customers", "kunden"}


async def show(turn: Turn, typed: str = "") -> None:
    """`privacy`, or at once `privacy agents masked`."""
    if not typed:
        await _list(turn)
        return
    said = set(typed.casefold().split()) - _FILLING
    setting = {_SETTING[word] for word in said & _SETTING.keys()}
    shown = {_SHOWN[word] for word in said & _SHOWN.keys()}
    if len(said) != 2 or len(setting) != 1 or len(shown) != 1:
        await _list(turn, turn.words("privacy-unknown"))
        return
    await _set(turn, setting.pop(), shown.pop())


async def press(turn: Turn) -> None:
    to = inputs.text(turn.action, "to")
    if to not in ("shown", "masked"):
        raise Unreadable
    await _set(turn, inputs.text(turn.action, "setting"), to == "shown")


async def revert(turn: Turn) -> None:
    name, position = inputs.text(turn.action, "setting"), inputs.id_of(turn.action, "change")
    try:
        changed = await turn.write(privacy.revert, name, position)
    except ChangedMeanwhile:
        await _list(turn, turn.words("privacy-meanwhile"))
        return
    await turn.show(cards.changed(turn.words, changed))


async def _set(turn: Turn, name: str, shown: bool) -> None:
    await turn.show(cards.changed(turn.words, await turn.write(privacy.show, name, shown)))


async def _list(turn: Turn, text: str = "") -> None:
    tenant, settings = await turn.read(privacy.list_all)
    await turn.show(cards.settings(turn.words, tenant, settings), text=text)


COMMANDS: Final = (
    Command(words=("privacy", "datenschutz", "privatsphäre"), run=show, action="privacy", for_admins=True),
)
ACTIONS: Final[Actions] = {"privacy": show, "privacy.set": press, "privacy.revert": revert}
