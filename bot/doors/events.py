"""How do contact events come in?"""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any, Final

from aiohttp import web
from pydantic import TypeAdapter

from bot.doors import metrics, openapi
from bot.doors.event_body import BadBody, received, split
from bot.doors.event_model import Answer, Refusal, checked
from bot.errors import problem
from storage import intake, keys
from storage.database import Database, DatabaseUnavailable
from storage.fold import Event
from storage.keys import Key

EVENTS_A_TRANSACTION: Final = 500
EVENTS_A_BREATH: Final = 50  # checked in one go, before a turn may come in between
RETRY_SECONDS: Final = 5

_ANSWERS: Final = TypeAdapter(list[Answer])


def routes(db: Database, woken: asyncio.Event) -> list[web.RouteDef]:
    """`woken` is set when there may be something to say."""
    return [web.post("/api/v1/events", _Door(db, woken).take), web.get("/api/v1/openapi.json", describe)]


async def describe(_request: web.Request) -> web.Response:
    return web.Response(body=openapi.document(), content_type="application/json")


class _Door:
    def __init__(self, db: Database, woken: asyncio.Event) -> None:
        self._db = db
        self._woken = woken

    async def take(self, request: web.Request) -> web.Response:
        try:
            key = await self._key(request.headers.get("Authorization", ""))
            if key is None:
                return _no_entry()
            said = split(await received(request), request.content_type)
            answers = [answer for part in _parts(said) for answer in await self._accept(key, part)]
        except BadBody as exc:
            return problem(exc.status, str(exc))
        except DatabaseUnavailable:
            return _busy()
        metrics.events_taken(answer.status for answer in answers)
        return web.Response(body=_ANSWERS.dump_json(answers, by_alias=True), content_type="application/json")

    async def _key(self, authorization: str) -> Key | None:
        scheme, _, text = authorization.partition(" ")
        if scheme.lower() != "bearer":
            return None
        return await self._db.read(keys.find, text.strip(), "events")

    async def _accept(self, key: Key, part: Sequence[Any]) -> list[Answer]:
        """In the order of `part`; one transaction."""
        answers: list[Answer | None] = []
        events: list[Event] = []
        for place, said in enumerate(part):
            if place % EVENTS_A_BREATH == 0:
                await asyncio.sleep(0)
            try:
                events.append(_admitted(key, said))
                answers.append(None)
            except Refusal as exc:
                answers.append(Answer.rejected(said, exc))
        stored = await self._db.write(intake.accept, key, events) if events else []
        self._woken.set()
        taken = (Answer.of(event.event_id, became) for event, became in zip(events, stored, strict=True))
        return [answer or next(taken) for answer in answers]


def _admitted(key: Key, said: object) -> Event:
    read, event = checked(said)
    if read.tenant_id.lower() != key.tenant:
        raise Refusal("tenantId", "The key is another tenant's")
    if not intake.is_of(key, read.service_id, read.service_name):
        raise Refusal("serviceId" if read.service_id else "serviceName", "The key is another service's")
    return event


def _parts(said: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(said), EVENTS_A_TRANSACTION):
        yield said[start : start + EVENTS_A_TRANSACTION]


def _no_entry() -> web.Response:
    response = problem(401, "This door opens with an API key for events, sent as a bearer token.")
    response.headers["WWW-Authenticate"] = 'Bearer realm="events"'
    return response


def _busy() -> web.Response:
    response = problem(503, "The database does not answer. Send the same events again.")
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
