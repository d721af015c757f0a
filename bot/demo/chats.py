"""What stands in each person's chat, and who is looking at it?"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from bot.demo.cast import CAST, Player

KEPT = 100
BACKLOG = 200

Json = dict[str, Any]
Side = Literal["me", "bot", "note"]
State = Literal["sending", "sent", "failed"]


@dataclass(slots=True)
class Line:
    """One message of a chat as the page shows it; `revision` rises with every change."""

    id: str
    side: Side
    text: str = ""
    markdown: bool = True
    locale: str = ""
    attachments: list[Json] = field(default_factory=list)
    suggestions: list[Json] = field(default_factory=list)
    state: State = "sent"
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat())
    revision: int = 1


@dataclass(slots=True, eq=False)
class Chat:
    """A person's personal conversation with the bot: the latest lines, oldest first."""

    player: Player
    lines: OrderedDict[str, Line] = field(default_factory=OrderedDict)
    opened: bool = False
    unread: bool = False

    @property
    def conversation(self) -> str:
        return f"a:{self.player.key}"


class Chats:
    """Every chat of the demo, and the pages listening to them. In memory: a restart begins anew."""

    def __init__(self) -> None:
        self._chats = {player.key: Chat(player) for player in CAST}
        self._listeners: dict[asyncio.Queue[Json | None], Chat] = {}
        self._last_id = 0

    def of(self, key: str) -> Chat | None:
        """The chat of a person by the person's key."""
        return self._chats.get(key)

    def in_conversation(self, conversation: str) -> Chat | None:
        """The chat of a Bot Framework conversation."""
        return next((c for c in self._chats.values() if c.conversation == conversation), None)

    def with_user(self, user: str) -> Chat | None:
        """The chat of a channel user id or an Entra object id."""
        return next((c for c in self._chats.values() if user in (c.player.user, c.player.person)), None)

    def new_id(self) -> str:
        """An activity id as Teams makes them: milliseconds, never twice."""
        now = int(datetime.now(UTC).timestamp() * 1000)
        self._last_id = max(now, self._last_id + 1)
        return str(self._last_id)

    def put(self, chat: Chat, line: Line) -> None:
        """Adds a line, or replaces the one of the same id where it stands."""
        known = chat.lines.get(line.id)
        if known is not None:
            line.revision, line.at = known.revision + 1, known.at
        chat.lines[line.id] = line
        while len(chat.lines) > KEPT:
            chat.lines.popitem(last=False)
        if line.side == "bot" and chat not in self._listeners.values():
            chat.unread = True
        self._tell({"event": "line", "chat": chat.player.key, "line": asdict(line)})

    def drop(self, chat: Chat, line_id: str) -> bool:
        """Takes a line away; False if there is none."""
        if chat.lines.pop(line_id, None) is None:
            return False
        self._tell({"event": "gone", "chat": chat.player.key, "id": line_id})
        return True

    def typing(self, chat: Chat) -> None:
        """The bot is typing."""
        self._tell({"event": "typing", "chat": chat.player.key})

    @contextmanager
    def listening(self, chat: Chat) -> Iterator["asyncio.Queue[Json | None]"]:
        """For a page that shows this chat: what happens in all of them from now on.

        None when it ends: the page was too slow, or the demo stops.
        """
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners[queue] = chat
        chat.unread = False
        try:
            yield queue
        finally:
            self._listeners.pop(queue, None)

    def unread(self) -> list[str]:
        """Whose chat holds something from the bot that no page has shown."""
        return [key for key, chat in self._chats.items() if chat.unread]

    def hang_up(self) -> None:
        """Ends every page's stream; a page that still lives connects again and gets the whole chat."""
        for queue in self._listeners:
            queue.put_nowait(None)

    def _tell(self, event: Json) -> None:
        for queue in list(self._listeners):
            if queue.qsize() < BACKLOG:
                queue.put_nowait(event)
            else:
                queue.put_nowait(None)
                del self._listeners[queue]
