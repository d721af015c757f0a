"""What does one behaviour get to work with?"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from cards.words import Words
from dialogs.links import Links
from storage import access, audit, sent_cards
from storage.access import Refusal, Scope, Who
from storage.database import Database
from storage.erasure.beside import Beside
from storage.export_files import Folder
from storage.people import Profile
from storage.sent_cards import SentCard

P = ParamSpec("P")
T = TypeVar("T")
Scoped = Callable[Concatenate[Any, Scope, P], T]
"""A store function: connection, then scope, then its own arguments."""


class Way(Protocol):
    """How an answer reaches the person: as a new message, in place of a card, or as the answer of an invoke."""

    conversation: str
    activity_id: str | None

    async def say(self, text: str) -> None: ...

    async def show(self, card: dict[str, Any], text: str) -> str:
        """The id of the activity that shows the card."""
        ...

    async def attach(self, file: dict[str, Any]) -> None:
        """One of Teams' attachments for files."""
        ...


class Uploads(Protocol):
    """How a file gets to where Teams says that a person wants it."""

    def allows(self, url: str) -> bool:
        """Whether it is a place of files of Microsoft 365."""
        ...

    def begin(self, url: str, path: Path, then: Callable[[bool], Awaitable[None]]) -> bool:
        """Sends it beside the turn, then calls `then` with how it went. False: it is under way, or too many are."""
        ...


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One message or one pressed button of one person."""

    who: Who
    profile: Profile  # at most 30 s old: good for a greeting, never for a decision on rights
    words: Words
    text: str  # cleaned; "" when a button was pressed
    action: Mapping[str, Any] | None  # data and inputs of the pressed button, as tampered with as the client likes
    personal: bool
    db: Database
    way: Way
    links: Links
    files: Folder
    beside: Beside
    uploads: Uploads
    forget: Callable[[], None]  # the profile: called when this turn has changed it
    forget_person: Callable[[str], None]  # of somebody else, by their object id
    elsewhere: Callable[["Turn", Callable[["Turn"], Awaitable[None]]], Awaitable[bool]]  # see `privately`

    @property
    def conversation(self) -> str:
        return self.way.conversation

    @property
    def activity_id(self) -> str | None:
        """The card being answered."""
        return self.way.activity_id

    async def read(self, function: Scoped[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """With the rights that the person has in this transaction. A refusal is in the audit log when it is raised."""
        return await self._run(self.db.read, function, *args, **kwargs)

    async def write(self, function: Scoped[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """As `read`; durable when it returns."""
        return await self._run(self.db.write, function, *args, **kwargs)

    async def _run(
        self, transact: Callable[..., Awaitable[T]], function: Callable[..., T], *args: Any, **kwargs: Any
    ) -> T:
        try:
            return await transact(access.scoped, self.who, function, *args, **kwargs)
        except Refusal:
            await self.db.write(audit.refused, self.who, _tried(function))
            raise

    async def privately(self, behave: Callable[["Turn"], Awaitable[None]]) -> bool:
        """The same turn, answered in the person's own chat with the bot; False if they have none."""
        return await self.elsewhere(self, behave)

    async def say(self, text: str) -> None:
        await self.way.say(text)

    async def attach(self, file: dict[str, Any]) -> None:
        await self.way.attach(file)

    async def show(self, card: dict[str, Any], *, text: str = "", card_id: SentCard | None = None) -> None:
        """`text` stands above the card. `card_id` is the card's row in the ledger, written before it is shown."""
        activity_id = await self.way.show(card, text)
        if card_id is not None and activity_id not in ("", self.activity_id):  # in place, the row has it already
            await self.db.write(sent_cards.delivered, card_id, activity_id)


def _tried(function: Callable[..., Any]) -> str:
    """As the audit log names it: `history.open_page`, `erasure.requests.ask`."""
    package, _, module = function.__module__.partition(".")
    return f"{module if package == 'storage' else module.rpartition('.')[2]}.{function.__name__}"
