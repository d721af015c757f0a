"""Who of several with the same first name is meant by a filter?"""

from cards import filter_menu as cards
from cards.blocks import Data
from dialogs import filter_state
from dialogs.filter_state import State
from dialogs.turn import Turn
from storage import filter_choices
from storage.access import NotFound


async def which(turn: Turn, state: State, of_list: Data) -> None:
    """Of `state.people`; a press leads on to the list. Raises `NotFound` where none of them is in sight any more."""
    seen = dict(await turn.read(filter_choices.people))
    people = [(each, seen[each]) for each in state.people if each in seen]
    if not people:
        raise NotFound
    await turn.show(cards.which(turn.words, people, of_list, filter_state.signed(turn, state)))
