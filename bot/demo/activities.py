"""What does Teams post to a bot? The activities of a personal chat, as plain data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.chats import Chat

Json = dict[str, Any]
BOT = {"id": "28:aftercall", "name": "Aftercall"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how the person sits: the connector's address, the browser's language and time zone."""

    service_url: str
    locale: str
    zone: str


def message(chat: Chat, place: Place, activity_id: str, text: str) -> Json:
    """What a person typed."""
    return _activity(chat, place, activity_id, "message") | {
        "text": text,
        "textFormat": "plain",
        "attachments": [{"contentType": "text/html", "content": f"<div>{escape(text)}</div>"}],
    }


def submit(chat: Chat, place: Place, activity_id: str, card: str, data: Any, text: str) -> Json:
    """A pressed Action.Submit of the card shown by activity `card`; `text` comes with a messageBack only."""
    pressed = _activity(chat, place, activity_id, "message") | {"value": data, "replyToId": card}
    return pressed | {"text": text} if text else pressed


def press(chat: Chat, place: Place, activity_id: str, card: str, action: Json, trigger: str) -> Json:
    """A pressed Action.Execute: a Universal Action, answered in the response."""
    value = {"action": {"type": "Action.Execute", **action}, "trigger": trigger}
    return _invoke(chat, place, activity_id, "adaptiveCard/action", value) | {"replyToId": card}


def answer(chat: Chat, place: Place, activity_id: str, card: str, context: Any, info: Json | None) -> Json:
    """To Teams' question about a file; `info` is where it may go, None where it is declined."""
    value = {"type": "fileUpload", "action": "decline" if info is None else "accept", "context": context}
    more = {} if info is None else {"uploadInfo": info}
    return _invoke(chat, place, activity_id, "fileConsent/invoke", value | more) | {"replyToId": card}


def query(chat: Chat, place: Place, activity_id: str, dataset: str, typed: str, top: int) -> Json:
    """What was typed into a typeahead field so far."""
    value = {
        "kind": "search",
        "queryText": typed,
        "queryOptions": {"skip": 0, "top": top},
        "dataset": dataset,
    }
    return _invoke(chat, place, activity_id, "application/search", value)


def opening(chat: Chat, place: Place, new_id: Callable[[], str]) -> list[Json]:
    """What Teams posts when a person adds the bot: an install and a new member.

    Before it the bot is removed: the chat of an earlier run of the demo is gone, but the bot's store remembers it.
    """
    removed = _activity(chat, place, new_id(), "installationUpdate") | {"action": "remove"}
    installed = _activity(chat, place, new_id(), "installationUpdate") | {"action": "add"}
    joined = _activity(chat, place, new_id(), "conversationUpdate")
    return [removed, installed, joined | {"membersAdded": [BOT, {"id": chat.player.user}]}]


def _invoke(chat: Chat, place: Place, activity_id: str, name: str, value: Json) -> Json:
    return _activity(chat, place, activity_id, "invoke") | {"name": name, "value": value}


def _activity(chat: Chat, place: Place, activity_id: str, kind: str) -> Json:
    now = datetime.now(UTC)
    person = chat.player
    return {
        "type": kind,
        "id": activity_id,
        "timestamp": now.isoformat(),
        "localTimestamp": now.astimezone(ZoneInfo(place.zone)).isoformat(),
        "localTimezone": place.zone,
        "locale": place.locale,
        "channelId": "msteams",
        "serviceUrl": place.service_url,
        "from": {"id": person.user, "name": person.name, "aadObjectId": person.person},
        "recipient": BOT,
        "conversation": {
            "id": chat.conversation,
            "tenantId": person.tenant,
            "conversationType": "personal",
        },
        "entities": [{"type": "clientInfo", "locale": place.locale, "platform": "Web", "timezone": place.zone}],
        "channelData": {"tenant": {"id": person.tenant}},
    }
