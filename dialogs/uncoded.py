"""What is not concluded yet, and how does somebody conclude several at once?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cards import receipts as receipt_cards
from cards import uncoded as cards
from cards.picks import NOTHING_FILLED, Filled
from cards.uncoded import PICKED
from dialogs import inputs
from dialogs.announcements import Announcement, Announcements, Notice
from dialogs.commands import Actions, Command
from dialogs.conclude import filled_in, refusal
from dialogs.customers import place
from dialogs.turn import Turn
from storage import batches, uncoded
from storage.access import NotForPartners
from storage.choices import CodesChanged, CodesOff, Unfit


@dataclass(frozen=True, kw_only=True)
class Marked:
    """What of the list is ticked and filled in, for when it is shown again."""

    picked: tuple[int, ...] = ()
    filled: Filled = NOTHING_FILLED


async def show(turn: Turn, _rest: str = "") -> None:
    await _list(turn, Marked())


async def check(turn: Turn) -> None:
    """The chosen ones by name, and once more whether it is meant."""
    marked = Marked(picked=_ticked(turn), filled=filled_in(turn))
    if not marked.picked:
        await _list(turn, marked, [turn.words("uncoded-pick-some")])
        return
    try:
        chosen, sent = await turn.write(
            batches.check, marked.picked, marked.filled.codes, marked.filled.tags, place(turn), _now()
        )
    except (CodesChanged, Unfit) as exc:
        await _list(turn, marked, [refusal(turn.words, exc)])
    except CodesOff:
        await turn.say(turn.words("conclude-off"))
    else:
        await turn.show(cards.confirm(turn.words, chosen), card_id=sent)


async def conclude(turn: Turn) -> None:
    """Final: how many were concluded, by whom those that were already, and what is left."""
    marked = _carried(turn)
    try:
        result, sent = await turn.write(
            batches.conclude_all, marked.picked, marked.filled.codes, marked.filled.tags, place(turn), _now()
        )
    except (CodesChanged, Unfit) as exc:
        await _list(turn, marked, [refusal(turn.words, exc)])
        return
    except CodesOff:
        await turn.say(turn.words("conclude-off"))
        return
    notices = [receipt_cards.otherwise(turn.words, each) for each in result.otherwise]
    left = result.waiting.total if result.waiting else 0
    text = turn.words("uncoded-result", done=str(len(result.done)), left=turn.words.number(left))
    if result.waiting:
        card = cards.waiting(turn.words, result.waiting, notices=notices, done=result.done)
    else:
        card = cards.nothing(turn.words, notices, result.done)
    await turn.show(card, text=text, card_id=sent)


async def back(turn: Turn) -> None:
    """To the list, with what was ticked and filled in."""
    await _list(turn, _carried(turn))


async def announce(notice: Notice) -> Announcement | None:
    """At the end of the shift."""
    try:
        found = await notice.write(uncoded.open_waiting, notice.place, _now())
    except NotForPartners:
        return None
    if found is None:
        return None
    waiting, sent = found
    return Announcement(card=cards.waiting(notice.words, waiting), card_id=sent)


async def _list(turn: Turn, marked: Marked, notices: Sequence[str] = ()) -> None:
    service_id, after = inputs.number(turn.action, "service"), inputs.number(turn.action, "after")
    found = await turn.write(uncoded.open_waiting, place(turn), _now(), service_id=service_id, after=after)
    if found is None:
        await turn.show(cards.nothing(turn.words, notices))
        return
    waiting, sent = found
    card = cards.waiting(turn.words, waiting, picked=marked.picked, filled=marked.filled, notices=notices)
    await turn.show(card, card_id=sent)


def _ticked(turn: Turn) -> tuple[int, ...]:
    """The boxes that came back with a tick; whatever else is called so is none."""
    sent = turn.action or {}
    ticked = (key.removeprefix(PICKED) for key, value in sent.items() if key.startswith(PICKED) and value == "true")
    ids = (inputs.number({"id": each}, "id") for each in ticked)
    return tuple(each for each in ids if each is not None)[: batches.MOST]


def _carried(turn: Turn) -> Marked:
    """From the card that asked whether it is meant."""
    codes = inputs.numbers(turn.action, "codes")
    return Marked(picked=inputs.numbers(turn.action, "picked"), filled=Filled(codes=codes, tags=filled_in(turn).tags))


def _now() -> datetime:
    return datetime.now(UTC)


COMMANDS: Final = (
    Command(words=("uncoded", "open", "offen", "ouverts", "aperti"), run=show, action="uncoded.open", for_agents=True),
)
ACTIONS: Final[Actions] = {
    "uncoded.open": show,
    "uncoded.check": check,
    "uncoded.conclude": conclude,
    "uncoded.back": back,
}
ANNOUNCEMENTS: Final[Announcements] = {"uncoded": announce}
