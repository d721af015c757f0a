"""Which interactions did somebody have themselves?"""

from datetime import UTC, datetime
from typing import Final

from cards import sessions as cards
from dialogs import inputs
from dialogs.commands import Actions, Command
from dialogs.customers import place
from dialogs.turn import Turn
from storage import uncoded


async def show(turn: Turn, _rest: str = "") -> None:
    """The page behind or in front of an interaction, else the newest."""
    after, before = inputs.number(turn.action, "after"), inputs.number(turn.action, "before")
    now = datetime.now(UTC)
    mine, sent = await turn.write(uncoded.open_mine, place(turn), now, after=after, before=before)
    await turn.show(cards.sessions(turn.words, mine), card_id=sent)


COMMANDS: Final = (
    Command(
        words=("my sessions", "sessions", "meine gespräche", "gespräche", "mes conversations", "le mie conversazioni"),
        run=show,
        action="sessions.open",
        for_agents=True,
    ),
)
ACTIONS: Final[Actions] = {"sessions.open": show}
