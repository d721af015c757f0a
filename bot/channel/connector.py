"""How does an activity get to Teams, and what if Teams says no?"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import lru_cache
from random import uniform
from typing import Any, NamedTuple
from urllib.parse import quote

import aiohttp
import orjson
from botbuilder.schema import Activity, ConversationParameters, ConversationResourceResponse, ResourceResponse
from yarl import URL

from bot.channel.activities import outgoing
from bot.channel.tokens import NoToken, Tokens

log = logging.getLogger(__name__)

# https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit; a 500 may have been delivered
AGAIN = frozenset({412, 429, 502, 503, 504})
NOT_CONNECTED = 0  # instead of a status: the request did not arrive
TRIES = 4
FIRST_WAIT = 0.5  # seconds, then twice as much each time, give or take a half
LONGEST_WAIT = 10.0  # seconds within a turn
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)


Sleep = Callable[[float], Awaitable[None]]


class SendFailed(Exception):
    """Teams did not take what was sent."""

    def __init__(self, status: int, retry_after: float = 0.0) -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.retry_after = retry_after  # seconds, where Teams named them


class ConversationBlocked(SendFailed):
    """The person has blocked or removed the bot: nothing more until they install it again."""


class _Answer(NamedTuple):
    status: int
    content: dict[str, Any]
    retry_after: float


class Connector:
    """Sends on one pooled session, with one token, and tries again where that helps, `tries` times in all."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        tokens: Tokens | None,
        *,
        tries: int = TRIES,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._session = session
        self._tokens = tokens
        self._tries = tries
        self._sleep = sleep

    def at(self, service_url: str) -> "ChannelClient":
        return ChannelClient(Conversations(self, service_url))

    async def call(self, method: str, url: str, content: object = None) -> dict[str, Any]:
        """The answer's JSON object. Raises `SendFailed`, `ConversationBlocked`."""
        body = None if content is None else orjson.dumps(content)
        for attempt in range(self._tries):
            answer = await self._once(method, url, body)
            if answer.status in range(200, 300):
                return answer.content
            wait = max(answer.retry_after, FIRST_WAIT * 2**attempt * uniform(0.5, 1.5))  # noqa: S311
            if answer.status not in AGAIN | {NOT_CONNECTED} or attempt == self._tries - 1 or wait > LONGEST_WAIT:
                break
            await self._sleep(wait)
        log.warning("The connector answered %d", answer.status)
        raise (ConversationBlocked if answer.status == 403 else SendFailed)(answer.status, answer.retry_after)

    async def _once(self, method: str, url: str, body: bytes | None) -> _Answer:
        answer = await self._send(method, url, body, token := await self.token())
        if answer.status == 401 and token and self._tokens:
            self._tokens.forget(token)
            answer = await self._send(method, url, body, await self.token())
        return answer

    async def token(self) -> str:
        """Empty where nothing is signed."""
        if self._tokens is None:
            return ""
        try:
            return await self._tokens.get()
        except NoToken as exc:
            raise SendFailed(401) from exc

    async def _send(self, method: str, url: str, body: bytes | None, token: str) -> _Answer:
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            async with self._session.request(
                method, URL(url, encoded=True), data=body, headers=headers, allow_redirects=False, timeout=TIMEOUT
            ) as response:
                content = _object(await response.read())
                return _Answer(response.status, content, _seconds(response.headers.get("Retry-After")))
        except (aiohttp.ClientConnectorError, aiohttp.ServerDisconnectedError, ConnectionResetError):
            # Refused, or a pooled connection that had been closed in the meantime: nobody has read the request.
            return _Answer(NOT_CONNECTED, {}, 0.0)
        except (aiohttp.ClientError, TimeoutError) as exc:
            raise SendFailed(504) from exc


class Conversations:
    """The operations of one service URL, under the names that the SDK's adapter calls."""

    def __init__(self, connector: Connector, service_url: str) -> None:
        self._connector = connector
        self._root = f"{service_url.rstrip('/')}/v3/conversations"

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        return await self._post(f"{self._activities(conversation_id)}", activity)

    async def reply_to_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        return await self._post(f"{self._activities(conversation_id)}/{_quoted(activity_id)}", activity)

    async def update_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """In place; sent anew where the old one is gone or cannot be replaced."""
        try:
            return await self.replace_activity(conversation_id, activity_id, activity)
        except ConversationBlocked:
            raise
        except SendFailed:
            activity.id = None
            return await self.send_to_conversation(conversation_id, activity)

    async def replace_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """In place, or not at all."""
        url = f"{self._activities(conversation_id)}/{_quoted(activity_id)}"
        content = await self._connector.call("PUT", url, outgoing(activity))
        return ResourceResponse(id=str(content.get("id") or activity_id))

    async def delete_activity(self, conversation_id: str, activity_id: str) -> None:
        """Gone already is gone."""
        try:
            await self._connector.call("DELETE", f"{self._activities(conversation_id)}/{_quoted(activity_id)}")
        except SendFailed as exc:
            if exc.status != 404:
                raise

    async def create_conversation(self, parameters: ConversationParameters) -> ConversationResourceResponse:
        content = await self._connector.call("POST", self._root, parameters.serialize())
        return ConversationResourceResponse(id=content.get("id"), activity_id=content.get("activityId"))

    def _activities(self, conversation_id: str) -> str:
        return f"{self._root}/{_quoted(conversation_id)}/activities"

    async def _post(self, url: str, activity: Activity) -> ResourceResponse:
        content = await self._connector.call("POST", url, outgoing(activity))
        return ResourceResponse(id=str(content.get("id") or ""))


class ChannelClient(NamedTuple):
    """What the SDK's adapter takes for a connector client."""

    conversations: Conversations


@lru_cache(maxsize=1024)
def _quoted(identifier: str) -> str:
    return quote(identifier, safe="")


def _object(raw: bytes) -> dict[str, Any]:
    try:
        content = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return {}
    return content if isinstance(content, dict) else {}


def _seconds(header: str | None) -> float:
    """The other form of Retry-After, a date, is not one that Teams sends."""
    try:
        return max(0.0, float(header or 0))
    except ValueError:
        return 0.0
