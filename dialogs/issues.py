"""What is wrong with an interaction? Somebody notes it, and whoever opens its history reads it."""

from datetime import UTC, datetime
from typing import Final

from cards import issues as cards
from dialogs import inputs
from dialogs.commands import Actions
from dialogs.customers import place
from dialogs.turn import Turn
from storage import issues
from storage.issues import IssuesOff, IssueTooLong, TooManyIssues

_READ: Final = 2000  # characters: of a text that is too long, so much comes back


async def ask(turn: Turn) -> None:
    await _form(turn)


async def report(turn: Turn) -> None:
    text = inputs.text(turn.action, "text", _READ)
    try:
        new = await turn.write(issues.report, inputs.id_of(turn.action, "id"), text, _now())
    except IssueTooLong:
        await _form(turn, turn.words("issue-length", most=str(issues.LONGEST)), text)
    except IssuesOff:
        await turn.say(turn.words("issue-off"))
    except TooManyIssues:
        await turn.say(turn.words("issue-many"))
    else:
        await turn.show(cards.reported(turn.words, inputs.id_of(turn.action, "id"), new=new))


async def _form(turn: Turn, notice: str = "", typed: str = "") -> None:
    try:
        glance, sent = await turn.write(issues.open_form, inputs.id_of(turn.action, "id"), place(turn), _now())
    except IssuesOff:
        await turn.say(turn.words("issue-off"))
    else:
        await turn.show(cards.form(turn.words, glance, notice, typed), card_id=sent)


def _now() -> datetime:
    return datetime.now(UTC)


ACTIONS: Final[Actions] = {"issues.ask": ask, "issues.report": report}
