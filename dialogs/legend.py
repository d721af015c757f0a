"""What do the results and the key figures mean?"""

from typing import Final

from cards import legend as cards
from dialogs.commands import Actions, Command
from dialogs.turn import Turn
from storage.outcomes import GROUPS, RESULTS


async def show(turn: Turn, _rest: str = "") -> None:
    await turn.show(cards.legend(turn.words, GROUPS, RESULTS))


COMMANDS: Final = (Command(words=("legend", "legende"), run=show, action="legend"),)
ACTIONS: Final[Actions] = {"legend": show}
