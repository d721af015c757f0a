"""What does a behaviour get, and give, that speaks outside a turn?

A row of the outbox names its kind. A behaviour declares in its `ANNOUNCEMENTS` which kinds it says, router.py composes
them, bot/channel/proactive.py sends what comes out. A message that could not be sent is made anew at the next attempt.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from cards.words import Words
from dialogs.links import Links
from dialogs.turn import Scoped
from storage import access
from storage.database import Database
from storage.sent_cards import Place, SentCard

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One message that is due, and its reader."""

    tenant_id: int
    person_id: int
    words: Words  # in the reader's language, in the country and zone of their chat
    content: Mapping[str, Any]  # ids as text
    conversation: str
    db: Database
    links: Links

    @property
    def place(self) -> Place:
        """Where the card will stand, for the ledger."""
        return Place(self.conversation, None)

    async def read(self, function: Scoped[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """With the rights that the reader has in this transaction. Whoever has none raises `Stranger`."""
        return await self.db.read(access.scoped_to, self.tenant_id, self.person_id, function, *args, **kwargs)

    async def write(self, function: Scoped[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """As `read`; durable when it returns."""
        return await self.db.write(access.scoped_to, self.tenant_id, self.person_id, function, *args, **kwargs)


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What is sent. `card_id` is the card's row in the ledger, written before it is sent."""

    card: dict[str, Any] | None
    text: str = ""  # above the card
    card_id: SentCard | None = None
    replaces: str | None = None  # the activity in whose place it comes; anew where that is gone
    only_there: bool = False  # or not at all
    file: dict[str, Any] | None = None  # instead of card and text: one of Teams' attachments for files


Announce = Callable[[Notice], Awaitable[Announcement | None]]
"""None: there is nothing to say any more. So it is if `NotFound`, `Stranger` or `NoTenantChosen` is raised.

`sent_cards.NotYet` is raised where the card to be replaced has no name yet: it is tried again in a second.
"""

Announcements = Mapping[str, Announce]
