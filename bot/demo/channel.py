"""How does the chat page talk with the bot? Through a channel that plays Teams: activities in, connector routes out."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import orjson
from aiohttp import web
from pydantic import ValidationError

from bot.demo import activities, calls, pages
from bot.demo.cast import CAST, TENANT_NAMES
from bot.demo.chats import Chat, Chats, Line
from bot.demo.connector import PATH, Connector
from bot.demo.doorkeeper import guarded
from bot.demo.drive import Drive
from bot.demo.forms import Answered, Called, Form, Pressed, Searched, Submitted, Typed
from bot.demo.wire import Wire, problem

ALIVE = 15
CARD = "application/vnd.microsoft.card.adaptive"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
SAID = "application/vnd.microsoft.activity.message"

F = TypeVar("F", bound=Form)
Json = dict[str, Any]


def routes(base_url: str, keys: Mapping[str, str]) -> list[web.RouteDef]:
    """The page, its channel and the connector, for `create_app(…, extra_routes=…)`.

    `base_url` is where the same app answers, `keys` the events key of each tenant id.
    """
    return Channel(base_url, keys).routes()


class Channel:
    """Every person's chat with the bot at `base_url`."""

    def __init__(self, base_url: str, keys: Mapping[str, str]) -> None:
        self._wire = Wire(base_url, keys)
        self._chats = Chats()
        self._drive = Drive(base_url)

    def routes(self) -> list[web.RouteDef]:
        chat = "/demo/chats/{person}"
        return [
            *pages.routes(),
            *Connector(self._chats).routes(),
            *self._drive.routes(),
            web.get("/demo/people", guarded(self.people)),
            web.get(f"{chat}/events", guarded(self.events)),
            web.post(f"{chat}/opening", guarded(self.open)),
            web.post(f"{chat}/messages", guarded(self.say)),
            web.post(f"{chat}/submits", guarded(self.submit)),
            web.post(f"{chat}/actions", guarded(self.press)),
            web.post(f"{chat}/answers", guarded(self.answer)),
            web.post(f"{chat}/searches", guarded(self.search)),
            web.post(f"{chat}/calls", guarded(self.call)),
        ]

    async def hang_up(self, app: web.Application) -> None:
        """For `app.on_shutdown`: ends the pages' streams, which else hold the process until its time-out."""
        self._chats.hang_up()
        self._drive.close()

    async def people(self, request: web.Request) -> web.Response:
        """Who can be played, and who can be made to ring."""
        shown = [
            {
                "key": person.key,
                "name": person.name,
                "role": person.role,
                "tenant": TENANT_NAMES[person.tenant],
                "callers": calls.callers(person.tenant),
            }
            for person in CAST
        ]
        return web.json_response(shown)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """The chat as it stands, then whatever happens in it, as server-sent events."""
        chat = self._chat(request)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        with self._chats.listening(chat) as queue:
            lines = [asdict(line) for line in chat.lines.values()]
            await _tell(response, {"event": "chat", "lines": lines, "unread": self._chats.unread()})
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), ALIVE)
                except TimeoutError:
                    event = {"event": "alive"}
                if event is None:
                    return response
                shown = _for_page(event, chat)
                if shown is not None and not await _tell(response, shown):
                    return response

    async def open(self, request: web.Request) -> web.Response:
        """The person's first look at the chat: the bot is installed."""
        chat, form = self._chat(request), await _form(request, Form)
        if not chat.opened:
            chat.opened = True
            place = self._place(form)
            try:
                for activity in activities.opening(chat, place, self._chats.new_id):
                    await self._wire.deliver(activity)
            except web.HTTPException:
                chat.opened = False
                raise
        return web.json_response({})

    async def say(self, request: web.Request) -> web.Response:
        """A typed message. The same key again delivers only what has failed before."""
        chat, form = self._chat(request), await _form(request, Typed)
        known = chat.lines.get(form.key)
        if known is None or known.state == "failed":
            line = Line(form.key, "me", text=form.text, markdown=False, state="sending")
            self._chats.put(chat, line)
            try:
                await self._wire.deliver(activities.message(chat, self._place(form), form.key, form.text))
            except web.HTTPException:
                self._chats.put(chat, replace(line, state="failed"))
                raise
            self._chats.put(chat, replace(line, state="sent"))
        return web.json_response({})

    async def submit(self, request: web.Request) -> web.Response:
        """A pressed Action.Submit: the bot answers through the connector."""
        chat, form = self._chat(request), await _form(request, Submitted)
        activity_id = self._chats.new_id()
        if form.shown:
            self._chats.put(chat, Line(activity_id, "me", text=form.shown, markdown=False))
        place = self._place(form)
        await self._wire.deliver(activities.submit(chat, place, activity_id, form.card, form.data, form.text))
        return web.json_response({})

    async def press(self, request: web.Request) -> web.Response:
        """A pressed Action.Execute: the answer takes the card's place, here as on the page."""
        chat, form = self._chat(request), await _form(request, Pressed)
        place, activity_id = self._place(form), self._chats.new_id()
        activity = activities.press(chat, place, activity_id, form.card, form.action, form.trigger)
        answer = await self._wire.deliver(activity)
        if not isinstance(answer, dict) or answer.get("statusCode", 200) != 200:
            raise problem(502, "The bot could not do that.")
        line = chat.lines.get(form.card)
        if answer.get("type") == SAID:
            self._chats.put(chat, Line(self._chats.new_id(), "bot", text=str(answer.get("value", ""))))
        elif answer.get("type") == CARD and line is not None:
            self._chats.put(chat, _with_card(line, answer["value"]))
        revision = line.revision if (line := chat.lines.get(form.card)) else 0
        return web.json_response({**answer, "revision": revision})

    async def answer(self, request: web.Request) -> web.Response:
        """Accepts or declines a file; the bot uploads it to where it is told, and then says where it is."""
        chat, form = self._chat(request), await _form(request, Answered)
        line = chat.lines.get(form.card)
        asked = next((a for a in (line.attachments if line else []) if a.get("contentType") == CONSENT), None)
        if asked is None:
            raise problem(404, "That question is no longer there.")
        name, content = str(asked.get("name", "file")), asked.get("content") or {}
        info = self._drive.place(name) if form.accepted else None
        context = content.get("acceptContext" if form.accepted else "declineContext")
        activity_id = self._chats.new_id()
        await self._wire.deliver(activities.answer(chat, self._place(form), activity_id, form.card, context, info))
        return web.json_response({})

    async def search(self, request: web.Request) -> web.Response:
        """What a typeahead field suggests."""
        chat, form = self._chat(request), await _form(request, Searched)
        place, activity_id = self._place(form), self._chats.new_id()
        activity = activities.query(chat, place, activity_id, form.dataset, form.typed, form.top)
        answer = await self._wire.deliver(activity)
        value = answer.get("value") if isinstance(answer, dict) else None
        return web.json_response((value or {}).get("results", []))

    async def call(self, request: web.Request) -> web.Response:
        """Simulates a call and notes it in the chat."""
        chat, form = self._chat(request), await _form(request, Called)
        call = calls.ring(chat.player, form.caller)
        became = await self._wire.announce(call.tenant, calls.events(call, datetime.now(UTC)))
        if any(one.get("status") == "rejected" for one in became or []):
            raise problem(502, "The bot did not take the call's events.")
        asking = f"customer {call.caller if call.known else call.number}"
        next_step = {"type": "imBack", "title": asking, "value": asking}
        note = Line(self._chats.new_id(), "note", text=call.story(), markdown=False, suggestions=[next_step])
        self._chats.put(chat, note)
        return web.json_response({})

    def _chat(self, request: web.Request) -> Chat:
        chat = self._chats.of(request.match_info["person"])
        if chat is None:
            raise problem(404, "Nobody of that name is in the demo.")
        return chat

    def _place(self, form: Form) -> activities.Place:
        return activities.Place(self._wire.base_url + PATH, form.locale, form.zone)


async def _form(request: web.Request, kind: type[F]) -> F:
    try:
        return kind.model_validate_json(await request.read())
    except ValidationError:
        raise problem(400, "The page asked for something that the demo does not understand.") from None


def _with_card(line: Line, card: Json) -> Line:
    attachments = [{**a, "content": card} if a.get("contentType") == CARD else a for a in line.attachments]
    return replace(line, attachments=attachments)


def _for_page(event: Json, chat: Chat) -> Json | None:
    """An event of this chat as it is; of the bot's words in another only that there are some."""
    if event["event"] == "alive" or event["chat"] == chat.player.key:
        return event
    if event["event"] == "line" and event["line"]["side"] == "bot":
        return {"event": "unread", "chat": event["chat"]}
    return None


async def _tell(response: web.StreamResponse, event: Json) -> bool:
    """False when the page has gone."""
    try:
        await response.write(b"data: " + orjson.dumps(event) + b"\n\n")
    except ConnectionResetError:
        return False
    return True
