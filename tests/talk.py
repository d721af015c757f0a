"""How does a test talk with the bot, as a person in Teams does?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from uuid import uuid4

import aiohttp
import orjson

from dialogs.turn import Turn
from tests.wire import Connector, Received

CONTOSO = "c0000000-0000-4000-8000-000000000001"
FABRIKAM = "f0000000-0000-4000-8000-000000000002"

CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE = "application/vnd.microsoft.activity.message"


@dataclass(frozen=True)
class Answer:
    """What came back for one thing said, pressed or typed."""

    status: int
    body: Any  # of the HTTP answer: an invoke's result
    received: list[Received]
    answered: str | None = None  # the activity whose button was pressed

    @property
    def texts(self) -> list[str]:
        said = [r.content["text"] for r in self.received if r.content.get("text")]
        if isinstance(self.body, dict) and self.body.get("type") == MESSAGE:
            said.append(self.body["value"])
        return said

    @property
    def card(self) -> dict[str, Any]:
        """The last one shown, in whichever way; a receipt may come meanwhile, in place of an older card."""
        if isinstance(self.body, dict) and self.body.get("type") == CARD:
            card: dict[str, Any] = self.body["value"]
            return card
        shown = self._shown()
        assert shown is not None, f"No card was shown, but {self.texts or self.body or 'nothing'}."
        assert shown.card is not None
        return shown.card

    @property
    def activity_id(self) -> str | None:
        """Of the message that shows the card."""
        if isinstance(self.body, dict) and self.body.get("type") == CARD:
            return self.answered
        shown = self._shown()
        return shown.given_id if shown else self.answered

    def _shown(self) -> Received | None:
        cards = [r for r in self.received if r.card]
        return next((r for r in reversed(cards) if r.method == "POST"), cards[-1] if cards else None)


@dataclass
class Person:
    """Somebody in Teams, in their personal chat with the bot unless `chat` says otherwise."""

    name: str
    object_id: str
    tenant: str
    connector: Connector
    http: aiohttp.ClientSession
    bot_url: str
    locale: str = "en-US"
    zone: str = "Europe/Zurich"
    token: str = ""
    chat: dict[str, Any] = field(default_factory=dict)

    async def says(self, text: str, **more: Any) -> Answer:
        return await self.posts(self.activity("message", text=text, textFormat="plain", **more))

    async def presses(self, answer: Answer, title: str, **inputs: Any) -> Answer:
        """The button of that title, anywhere in the card, with what the card's fields hold and `inputs`."""
        action = button(answer.card, title)
        data = {**action.get("data", {}), **fields(answer.card), **inputs}
        about = answer.activity_id
        if action["type"] == "Action.Submit":
            return await self.posts(self.activity("message", value=data, replyToId=about), about)
        return await self.executes(data, about)

    async def executes(self, data: Any, about: str | None = None, **more: Any) -> Answer:
        value = {"action": {"type": "Action.Execute", "data": data}, "trigger": "manual"}
        invoke = self.activity("invoke", name="adaptiveCard/action", value=value, replyToId=about, **more)
        return await self.posts(invoke, about)

    async def types(self, answer: Answer, dataset: str, typed: str) -> list[tuple[str, str]]:
        """(value, title) of what a typeahead field of the card suggests."""
        assert dataset in datasets(answer.card), f"The card asks for {datasets(answer.card)}."
        options = {"skip": 0, "top": 15}
        value = {"queryText": typed, "queryOptions": options, "dataset": dataset}
        found = await self.posts(self.activity("invoke", name="application/search", value=value))
        assert found.body["statusCode"] == 200, found.body
        return [(result["value"], result["title"]) for result in found.body["value"]["results"]]

    async def installs(self) -> Answer:
        """Teams announces it twice."""
        first = await self.posts(self.activity("installationUpdate", action="add"))
        second = await self.posts(self.activity("conversationUpdate", membersAdded=[{"id": "28:bot"}]))
        return Answer(second.status, second.body, first.received + second.received)

    async def posts(self, activity: dict[str, Any], about: str | None = None) -> Answer:
        before = len(self.connector.received)
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        url = f"{self.bot_url}/api/messages"
        async with self.http.post(url, data=BytesIO(orjson.dumps(activity)), headers=headers) as response:
            raw = await response.read()
        here = [r for r in self.connector.received[before:] if r.conversation == activity["conversation"]["id"]]
        return Answer(response.status, orjson.loads(raw) if raw else None, here, about)

    def activity(self, kind: str, **more: Any) -> dict[str, Any]:
        """As Teams writes one."""
        conversation = {"id": f"a:{self.name}", "conversationType": "personal", "tenantId": self.tenant} | self.chat
        content = {
            "type": kind,
            "id": uuid4().hex,
            "channelId": "msteams",
            "serviceUrl": self.connector.url,
            "from": {"id": f"29:{self.name}", "name": self.name.title(), "aadObjectId": self.object_id},
            "recipient": {"id": "28:bot", "name": "Aftercall"},
            "conversation": conversation,
            "channelData": {"tenant": {"id": self.tenant}},
            "locale": self.locale,
            "localTimezone": self.zone,
            "entities": [{"type": "clientInfo", "locale": self.locale, "platform": "Web", "timezone": self.zone}],
        }
        return {key: value for key, value in (content | more).items() if value is not None}


def elements(card: Any) -> Iterator[dict[str, Any]]:
    """Every object in a card, from the outside in."""
    if isinstance(card, dict):
        yield card
        for value in card.values():
            yield from elements(value)
    elif isinstance(card, list):
        for value in card:
            yield from elements(value)


def buttons(card: dict[str, Any]) -> list[dict[str, Any]]:
    return [e for e in elements(card) if e.get("type") in ("Action.Execute", "Action.Submit")]


def button(card: dict[str, Any], title: str) -> dict[str, Any]:
    """By its title, or by its tooltip where a picture or a row is pressed."""
    found = [b for b in buttons(card) if title in (b.get("title"), b.get("tooltip"))]
    assert found, f"No button {title!r} among {[b.get('title') or b.get('tooltip') for b in buttons(card)]}."
    return found[0]


def fields(card: dict[str, Any]) -> dict[str, Any]:
    """What the card's inputs hold before anybody touches them."""
    inputs = [e for e in elements(card) if str(e.get("type", "")).startswith("Input.")]
    return {e["id"]: e["value"] for e in inputs if "value" in e}


def datasets(card: dict[str, Any]) -> list[str]:
    return [e["dataset"] for e in elements(card) if e.get("type") == "Data.Query"]


def words(card: dict[str, Any]) -> list[str]:
    """Everything a reader of the card reads."""
    return [str(e[key]) for e in elements(card) for key in ("text", "title", "label", "value") if e.get(key)]


async def echo(turn: Turn) -> None:
    """The simplest behaviour, for tests of what is around it."""
    await turn.say(f"<{turn.text}>")
