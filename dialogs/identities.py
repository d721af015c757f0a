"""Are two customers one? An administrator looks, merges, and takes apart again."""

from typing import Final

from cards import identities as cards
from dialogs import choosing, inputs
from dialogs.choosing import Wanted
from dialogs.commands import Actions, Command
from dialogs.turn import Turn
from storage import conflicts, merging
from storage.erasure.records import AlreadyAnonymised
from storage.merging import NothingChosen, NothingLeft, OneAndTheSame, Sign

_LONGEST_SIGNS: Final = 2_000  # characters of a field in which several are chosen


async def show_conflicts(turn: Turn, _rest: str = "") -> None:
    found, sent = await turn.write(conflicts.list_all, choosing.place(turn))
    await turn.show(cards.conflicts(turn.words, found), card_id=sent)


async def look_up(turn: Turn, typed: str) -> None:
    """`merge ray`: with whom?"""
    await turn.read(conflicts.allowed)
    customer_id = await choosing.one(turn, typed, _MERGED)
    if customer_id is not None:
        await _with_whom(turn, customer_id)


async def ask_one(turn: Turn) -> None:
    await look_up(turn, "")


async def find_one(turn: Turn) -> None:
    await turn.read(conflicts.allowed)
    customer_id = await choosing.chosen(turn, _MERGED)
    if customer_id is not None:
        await _with_whom(turn, customer_id)


async def with_whom(turn: Turn) -> None:
    await _with_whom(turn, inputs.id_of(turn.action, "customer"))


async def compare(turn: Turn) -> None:
    one_id, other_id = inputs.id_of(turn.action, "one"), inputs.id_of(turn.action, "other")
    try:
        one, other, sent = await turn.write(merging.compare, one_id, other_id, choosing.place(turn))
    except (OneAndTheSame, AlreadyAnonymised) as exc:
        await turn.say(turn.words(_SAID[type(exc)]))
        return
    await turn.show(cards.compare(turn.words, one, other), card_id=sent)


async def merge(turn: Turn) -> None:
    one_id, other_id = inputs.id_of(turn.action, "one"), inputs.id_of(turn.action, "other")
    named_as = inputs.number(turn.action, "named") or one_id
    try:
        one, came, sent = await turn.write(merging.merge, one_id, other_id, named_as, _sign(turn), choosing.place(turn))
    except (OneAndTheSame, AlreadyAnonymised) as exc:
        await turn.say(turn.words(_SAID[type(exc)]))
        return
    await turn.show(cards.merged(turn.words, one, came), card_id=sent)


async def keep_apart(turn: Turn) -> None:
    one_id, other_id = inputs.id_of(turn.action, "one"), inputs.id_of(turn.action, "other")
    one, other, sent = await turn.write(conflicts.keep_apart, one_id, other_id, choosing.place(turn))
    await turn.show(cards.apart(turn.words, one, other), card_id=sent)


async def look_up_to_split(turn: Turn, typed: str) -> None:
    """`split ray`: which identifiers?"""
    await turn.read(conflicts.allowed)
    customer_id = await choosing.one(turn, typed, _SPLIT)
    if customer_id is not None:
        await _identifiers(turn, customer_id)


async def ask_whom_to_split(turn: Turn) -> None:
    await look_up_to_split(turn, "")


async def find_whom_to_split(turn: Turn) -> None:
    await turn.read(conflicts.allowed)
    customer_id = await choosing.chosen(turn, _SPLIT)
    if customer_id is not None:
        await _identifiers(turn, customer_id)


async def identifiers(turn: Turn) -> None:
    await _identifiers(turn, inputs.id_of(turn.action, "customer"))


async def split(turn: Turn) -> None:
    customer_id, name = inputs.id_of(turn.action, "customer"), inputs.text(turn.action, "name")
    try:
        left, new, sent = await turn.write(
            merging.split, customer_id, _chosen(turn), name, _sign(turn), choosing.place(turn)
        )
    except (AlreadyAnonymised, NothingChosen, NothingLeft) as exc:
        await turn.say(turn.words(_SAID[type(exc)]))
        return
    await turn.show(cards.split(turn.words, left, new), card_id=sent)


async def _with_whom(turn: Turn, customer_id: int) -> None:
    party, sent = await turn.write(merging.look, customer_id, choosing.place(turn))
    await turn.show(cards.other(turn.words, party), card_id=sent)


async def _identifiers(turn: Turn, customer_id: int) -> None:
    try:
        whose, found, sent = await turn.write(merging.own, customer_id, _sign(turn), choosing.place(turn))
    except AlreadyAnonymised:
        await turn.say(turn.words("identity-anonymised"))
        return
    await turn.show(cards.identifiers(turn.words, whose, found, _chosen(turn)), card_id=sent)


def _chosen(turn: Turn) -> list[str]:
    return [each for each in inputs.text(turn.action, "chosen", _LONGEST_SIGNS).split(",") if each]


def _sign(turn: Turn) -> Sign:
    """No card's data holds a number."""
    return lambda key: turn.links.digest("identifier", key)[:16]


_MERGED: Final = Wanted(found="identities.find", opened="identities.with")
_SPLIT: Final = Wanted(found="identities.splitting", opened="identities.open")
_SAID: Final[dict[type[Exception], str]] = {
    OneAndTheSame: "merge-self",
    AlreadyAnonymised: "identity-anonymised",
    NothingChosen: "split-nothing",
    NothingLeft: "split-all",
}

COMMANDS: Final = (
    Command(words=("conflicts", "konflikte"), run=show_conflicts, action="conflicts", for_admins=True),
    Command(words=("merge", "zusammenlegen"), run=look_up, action="merge.ask", for_admins=True),
    Command(words=("split", "aufteilen", "abtrennen"), run=look_up_to_split, action="split.ask", for_admins=True),
)
ACTIONS: Final[Actions] = {
    "conflicts": show_conflicts,
    "merge.ask": ask_one,
    "split.ask": ask_whom_to_split,
    "identities.find": find_one,
    "identities.with": with_whom,
    "identities.compare": compare,
    "identities.merge": merge,
    "identities.apart": keep_apart,
    "identities.splitting": find_whom_to_split,
    "identities.open": identifiers,
    "identities.split": split,
}
