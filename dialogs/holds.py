"""How does an administrator keep a customer from being anonymised, and let go of it again?"""

from typing import Final

from cards import holds as cards
from dialogs import choosing, inputs
from dialogs.choosing import Wanted
from dialogs.commands import Actions, Command
from dialogs.turn import Turn
from storage import holds
from storage.erasure.records import AlreadyAnonymised
from storage.holds import NoReason

LONGEST: Final = holds.LONGEST_REASON


async def look_up(turn: Turn, typed: str) -> None:
    """`hold ray`, or at once `hold Raymond Holt: court case 17`."""
    await turn.read(holds.allowed)
    name, _, reason = (part.strip() for part in typed.partition(":"))
    customer_id = await choosing.one(turn, name, _OPEN)
    if customer_id is not None:
        await (_place(turn, customer_id, reason) if reason else _open(turn, customer_id))


async def ask(turn: Turn) -> None:
    await look_up(turn, "")


async def find(turn: Turn) -> None:
    await turn.read(holds.allowed)
    customer_id = await choosing.chosen(turn, _OPEN)
    if customer_id is not None:
        await _open(turn, customer_id)


async def open_one(turn: Turn) -> None:
    await _open(turn, inputs.id_of(turn.action, "customer"))


async def place(turn: Turn) -> None:
    reason = inputs.text(turn.action, "reason", LONGEST)
    await _place(turn, inputs.id_of(turn.action, "customer"), reason)


async def lift(turn: Turn) -> None:
    await _lift(turn, inputs.id_of(turn.action, "customer"))


async def look_up_to_lift(turn: Turn, typed: str) -> None:
    await turn.read(holds.allowed)
    customer_id = await choosing.one(turn, typed, _OPEN)
    if customer_id is not None:
        await _lift(turn, customer_id)


async def _open(turn: Turn, customer_id: int) -> None:
    title, hold, sent = await turn.write(holds.look, customer_id, choosing.place(turn))
    card = cards.standing(turn.words, title, hold) if hold else cards.form(turn.words, customer_id, title)
    await turn.show(card, card_id=sent)


async def _place(turn: Turn, customer_id: int, reason: str) -> None:
    try:
        title, hold, sent = await turn.write(holds.place, customer_id, reason, choosing.place(turn))
    except NoReason:
        await turn.say(turn.words("hold-no-reason"))
        return
    except AlreadyAnonymised:
        await turn.say(turn.words("erasure-already"))
        return
    await turn.show(cards.standing(turn.words, title, hold), card_id=sent)


async def _lift(turn: Turn, customer_id: int) -> None:
    title, lifted, sent = await turn.write(holds.lift, customer_id, choosing.place(turn))
    if not lifted:
        await turn.say(turn.words("hold-none"))
        return
    await turn.show(cards.lifted(turn.words, customer_id, title), card_id=sent)


_OPEN: Final = Wanted(found="holds.find", opened="holds.open")

COMMANDS: Final = (
    Command(words=("hold", "legal hold", "löschsperre", "sperre"), run=look_up, action="holds.ask", for_admins=True),
    Command(
        words=("lift", "lift hold", "entsperren", "sperre aufheben", "löschsperre aufheben"),
        run=look_up_to_lift,
        for_admins=True,
    ),
)
ACTIONS: Final[Actions] = {
    "holds.ask": ask,
    "holds.find": find,
    "holds.open": open_one,
    "holds.place": place,
    "holds.lift": lift,
}
