"""What does the bot say? The connector routes of the Bot Framework, as far as a personal chat needs them."""

from json import JSONDecodeError
from typing import Any

from aiohttp import web

from bot.demo.chats import Chat, Chats, Line
from bot.demo.doorkeeper import guarded

PATH = "/demo/connector"
LARGEST = 100 * 1024

Json = dict[str, Any]


class Connector:
    """Receives what the bot sends and puts it into the chats."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    def routes(self) -> list[web.RouteDef]:
        start = f"{PATH}/v3/conversations"
        said = f"{start}/{{conversation}}/activities"
        return [
            web.post(start, guarded(self.converse)),
            web.post(said, guarded(self.add)),
            web.post(f"{said}/{{activity}}", guarded(self.add)),
            web.put(f"{said}/{{activity}}", guarded(self.replace)),
            web.delete(f"{said}/{{activity}}", guarded(self.take_back)),
        ]

    async def converse(self, request: web.Request) -> web.Response:
        """Opens a personal conversation with its first member, as a bot does that speaks first."""
        body = await _activity(request)
        members = body.get("members") or [{}]
        chat = self._chats.with_user(str(members[0].get("id", "")))
        if chat is None:
            raise _problem(web.HTTPNotFound, "BotNotInConversationRoster")
        return web.json_response({"id": chat.conversation}, status=201)

    async def add(self, request: web.Request) -> web.Response:
        chat, activity = self._chat(request), await _activity(request)
        if activity.get("type") == "typing":
            self._chats.typing(chat)
            return web.json_response({}, status=202)
        activity_id = self._chats.new_id()
        if activity.get("type") == "message":
            self._chats.put(chat, _line(activity_id, activity))
        return web.json_response({"id": activity_id}, status=201)

    async def replace(self, request: web.Request) -> web.Response:
        chat, activity = self._chat(request), await _activity(request)
        activity_id = request.match_info["activity"]
        if activity_id not in chat.lines:
            raise _problem(web.HTTPNotFound, "ActivityNotFoundInConversation")
        self._chats.put(chat, _line(activity_id, activity))
        return web.json_response({"id": activity_id})

    async def take_back(self, request: web.Request) -> web.Response:
        if not self._chats.drop(self._chat(request), request.match_info["activity"]):
            raise _problem(web.HTTPNotFound, "ActivityNotFoundInConversation")
        return web.Response(status=200)

    def _chat(self, request: web.Request) -> Chat:
        chat = self._chats.in_conversation(request.match_info["conversation"])
        if chat is None:
            raise _problem(web.HTTPNotFound, "ConversationNotFound")
        return chat


async def _activity(request: web.Request) -> Json:
    """The body, as large as Teams takes it: 100 KB counted as UTF-16."""
    text = await request.text()
    if len(text.encode("utf-16-le")) > LARGEST:
        raise web.HTTPRequestEntityTooLarge(LARGEST, len(text), text="MessageSizeTooBig")
    try:
        body = await request.json()
    except JSONDecodeError:
        raise _problem(web.HTTPBadRequest, "BadSyntax") from None
    if not isinstance(body, dict):
        raise _problem(web.HTTPBadRequest, "BadSyntax")
    return body


def _line(activity_id: str, activity: Json) -> Line:
    suggested = activity.get("suggestedActions") or {}
    return Line(
        activity_id,
        "bot",
        text=activity.get("text") or "",
        markdown=activity.get("textFormat") != "plain",
        locale=activity.get("locale") or "",
        attachments=activity.get("attachments") or [],
        suggestions=suggested.get("actions") or [],
    )


def _problem(kind: type[web.HTTPError], code: str) -> web.HTTPError:
    """An error as the connector words it."""
    return kind(text=f'{{"error":{{"code":"{code}"}}}}', content_type="application/json")
