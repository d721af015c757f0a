"""What is in an activity, coming in and going out?"""

import re
import unicodedata
from typing import Any, Final

from botbuilder.schema import Activity, Attachment, ChannelAccount, ConversationAccount

CARD: Final = "application/vnd.microsoft.card.adaptive"

# What is let in fits the columns of the store: PostgreSQL refuses what is longer, and with it the turn.
_LOCALE = re.compile(r"(?=.{2,20}\Z)[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")
_LONGEST_ID = 400  # characters
_LONGEST_ACTIVITY_ID = 200
_LONGEST_TEXT = 8_000  # characters; Teams takes about three times as much, no command needs it
# A number copied from a contact carries direction marks, a mention is followed by an escaped blank.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BLANK = re.compile("&nbsp;|[\x00-\x1f\x7f-\x9f]")
_ZONE = re.compile(r"[\w .,+/()&'-]{1,60}")  # by IANA, or by Windows
_AT = re.compile(r"<at\b[^>]{0,200}>[^<]{0,500}</at>", re.IGNORECASE)


class Malformed(Exception):
    """A JSON object, but no activity."""


def incoming(raw: dict[str, Any]) -> Activity:
    """Raises `Malformed`. Reads what the bot uses; the SDK's own reader takes 130 µs and stumbles on odd values."""
    return Activity(
        type=_text(raw, "type"),
        id=_text_or_none(raw, "id"),
        name=_text_or_none(raw, "name"),
        action=_text_or_none(raw, "action"),
        channel_id=_text(raw, "channelId"),
        service_url=_text(raw, "serviceUrl"),
        conversation=_conversation(raw.get("conversation")),
        from_property=_account(raw.get("from")),
        recipient=_account(raw.get("recipient")),
        members_added=[_account(member) for member in _objects(raw, "membersAdded")],
        reply_to_id=_text_or_none(raw, "replyToId", _LONGEST_ACTIVITY_ID),
        text=_typed(raw),
        value=raw.get("value"),
        locale=_matching(_LOCALE, raw, "locale"),
        local_timezone=_matching(_ZONE, raw, "localTimezone"),
        entities=_objects(raw, "entities"),
        channel_data=raw.get("channelData"),
    )


def outgoing(activity: Activity) -> dict[str, Any]:
    """As the connector reads it. A card goes out as the very object that was put in."""
    content: dict[str, Any] = {
        "type": activity.type,
        "channelId": activity.channel_id,
        "serviceUrl": activity.service_url,
        "conversation": {"id": activity.conversation.id},
        "locale": activity.locale,
        "replyToId": activity.reply_to_id,
        "text": activity.text,
        "textFormat": "markdown" if activity.text else None,
        "summary": activity.summary,
        "inputHint": activity.input_hint,
        "id": activity.id,
        "from": _identity(activity.from_property),
        "recipient": _identity(activity.recipient),
    }
    if activity.attachments:
        content["attachments"] = [_attachment(each) for each in activity.attachments]
    return {key: value for key, value in content.items() if value is not None}


def message(text: str, card: dict[str, Any] | None = None) -> Activity:
    """`text` stands above the card; a notification shows it, or what the card has for readers without cards."""
    activity = Activity(type="message", text=text or None, input_hint="acceptingInput")
    if card is not None:
        activity.attachments = [Attachment(content_type=CARD, content=card)]
        activity.summary = text or card.get("fallbackText")
    return activity


def with_file(file: dict[str, Any]) -> Activity:
    """`file` is one of Teams' attachments for files, as the connector reads it."""
    attachment = Attachment(
        content_type=file["contentType"],
        content=file["content"],
        name=file["name"],
        content_url=file.get("contentUrl"),
    )
    return Activity(type="message", attachments=[attachment], summary=file["name"], input_hint="acceptingInput")


def cleaned(activity: Activity) -> str:
    """What the person typed: without the bot's own mention, NFKC, blanks collapsed."""
    text: str = activity.text
    me = activity.recipient.id if activity.recipient else None
    for entity in activity.entities:
        mentioned = entity.get("mentioned")
        mention = entity.get("text")
        if (
            entity.get("type") == "mention"
            and isinstance(mention, str)
            and isinstance(mentioned, dict)
            and mentioned.get("id") == me
            and _AT.fullmatch(mention.strip())
        ):
            text = text.replace(mention.strip(), " ")
    text = _BLANK.sub(" ", _INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFKC", text).split())


def locale_of(activity: Activity) -> str:
    locale: str = activity.locale or _of_client(activity, _LOCALE, "locale") or "en-US"
    return locale.replace("_", "-")


def zone_of(activity: Activity) -> str:
    """A name as the client gave it; `cards.words` decides whether there is such a zone."""
    return activity.local_timezone or _of_client(activity, _ZONE, "timezone") or "UTC"


def is_personal(activity: Activity) -> bool:
    """The emulator names no kind of conversation; Teams always does."""
    conversation = activity.conversation
    return bool((conversation.conversation_type or "personal") == "personal" and not conversation.is_group)


def is_install(activity: Activity) -> bool:
    """Teams announces it in two ways."""
    return bool(activity.type == "installationUpdate" or activity.members_added)


def kind_of(activity: Activity) -> str:
    """A group where Teams says no other: `personal`, `channel` or `groupChat`."""
    if is_personal(activity):
        return "personal"
    return "channel" if activity.conversation.conversation_type == "channel" else "groupChat"


def _attachment(attachment: Attachment) -> dict[str, Any]:
    said = {"contentType": attachment.content_type, "content": attachment.content}
    more = {"name": attachment.name, "contentUrl": attachment.content_url}
    return said | {key: value for key, value in more.items() if value is not None}


def _of_client(activity: Activity, form: re.Pattern[str], key: str) -> str | None:
    """Invokes name locale and zone in an entity alone."""
    return next((_matching(form, e, key) for e in activity.entities if e.get("type") == "clientInfo"), None)


def _matching(form: re.Pattern[str], raw: dict[str, Any], key: str) -> str | None:
    """What a client claims about itself is no reason to refuse what its user says."""
    value = raw.get(key)
    return value if isinstance(value, str) and form.fullmatch(value) else None


def _conversation(raw: Any) -> ConversationAccount:
    if not isinstance(raw, dict):
        raise Malformed("conversation")
    return ConversationAccount(
        id=_text(raw, "id"),
        tenant_id=_text(raw, "tenantId"),
        conversation_type=_text_or_none(raw, "conversationType"),
        is_group=raw.get("isGroup") is True,
    )


def _account(raw: Any) -> ChannelAccount | None:
    if raw is None:
        return None
    if not isinstance(raw, dict):
        raise Malformed("account")
    aad = _text_or_none(raw, "aadObjectId")
    return ChannelAccount(id=_text_or_none(raw, "id"), aad_object_id=aad.lower() if aad else None)


def _identity(account: ChannelAccount | None) -> dict[str, str] | None:
    return {"id": account.id} if account is not None and account.id else None


def _text(raw: dict[str, Any], key: str) -> str:
    value = _text_or_none(raw, key)
    if not value:
        raise Malformed(key)
    return value


def _text_or_none(raw: dict[str, Any], key: str, longest: int = _LONGEST_ID) -> str | None:
    value = raw.get(key)
    if value is not None and (not isinstance(value, str) or len(value) > longest or "\0" in value):
        raise Malformed(key)
    return value


def _typed(raw: dict[str, Any]) -> str:
    value = raw.get("text")
    if value is not None and not isinstance(value, str):
        raise Malformed("text")
    return (value or "")[:_LONGEST_TEXT]


def _objects(raw: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = raw.get(key) or []
    if not isinstance(value, list):
        raise Malformed(key)
    return [item for item in value if isinstance(item, dict)]
