"""What is on the other end of the wire: a connector that keeps what it gets, and a login service with its keys."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import jwt
import orjson
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

CARD = "application/vnd.microsoft.card.adaptive"
APP_ID = "a9900000-0000-4000-8000-000000000001"


@asynccontextmanager
async def served(*routes: web.RouteDef) -> AsyncIterator[str]:
    """The address of a server on loopback."""
    app = web.Application(client_max_size=1 << 22)
    app.add_routes(routes)
    async with listening(app) as url:
        yield url


@asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@dataclass(frozen=True)
class Received:
    """One request to the connector."""

    method: str
    conversation: str
    activity_id: str | None  # in the path: what it replies to, or what is replaced
    content: dict[str, Any]
    headers: dict[str, str]
    given_id: str  # what the connector answered with
    at: float = field(default_factory=time.monotonic)

    @property
    def card(self) -> dict[str, Any] | None:
        attachments = self.content.get("attachments") or [{}]
        if attachments[-1].get("contentType", CARD) != CARD:
            return None
        card: dict[str, Any] | None = attachments[-1].get("content")
        return card


@dataclass
class Connector:
    """Plays Teams' side. `statuses` are given out first, one a request; then everything succeeds.

    A conversation with a gate gets its answers when the gate is open, any other at random within `slowest` seconds.
    """

    received: list[Received] = field(default_factory=list)
    statuses: list[int | tuple[int, dict[str, str]]] = field(default_factory=list)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    slowest: float = 0.0
    answering: Counter[str] = field(default_factory=Counter)  # conversations with a request that has no answer yet
    most_at_once: Counter[str] = field(default_factory=Counter)
    url: str = ""
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Connector"]:
        path = "/connector/v3/conversations/{conversation}/activities"
        routes = [web.route("*", path, self._take), web.route("*", path + "/{activity}", self._take)]
        async with served(*routes) as url:
            self.url = f"{url}/connector/"
            yield self

    def sent(self, kind: str = "message") -> list[dict[str, Any]]:
        return [r.content for r in self.received if r.content.get("type") == kind]

    async def until(self, kind: str) -> None:
        """Waits for an activity of that type."""
        while not self.sent(kind):
            self._arrived.clear()
            await self._arrived.wait()

    async def until_texts(self, count: int, conversation: str | None = None) -> list[str]:
        """Waits for so many messages, and gives what they say in the order in which they came."""
        while len(said := self.texts(conversation)) < count:
            self._arrived.clear()
            await self._arrived.wait()
        return said

    async def next(self) -> None:
        """Waits for another request."""
        self._arrived.clear()
        await self._arrived.wait()

    async def until_card(self, said: str, conversation: str | None = None) -> Received:
        """Waits for a card that says so."""
        while True:
            for one in self.received:
                if conversation in (None, one.conversation) and one.card and said in str(one.card):
                    return one
            self._arrived.clear()
            await self._arrived.wait()

    def texts(self, conversation: str | None = None) -> list[str]:
        here = [r for r in self.received if conversation in (None, r.conversation)]
        return [r.content["text"] for r in here if r.content.get("text")]

    async def _take(self, request: web.Request) -> web.Response:
        conversation = request.match_info["conversation"]
        self.answering[conversation] += 1
        self.most_at_once[conversation] = max(self.most_at_once[conversation], self.answering[conversation])
        try:
            return await self._answer(request)
        finally:
            self.answering[conversation] -= 1

    async def _answer(self, request: web.Request) -> web.Response:
        raw = await request.read()
        replaced = request.match_info.get("activity") if request.method == "PUT" else None
        one = Received(
            method=request.method,
            conversation=request.match_info["conversation"],
            activity_id=request.match_info.get("activity"),
            content=orjson.loads(raw) if raw else {},
            headers=dict(request.headers),
            given_id=replaced or f"1:{uuid4().hex}",
        )
        self.received.append(one)
        self._arrived.set()
        status = self.statuses.pop(0) if self.statuses else 201
        if one.conversation in self.gates:
            await self.gates[one.conversation].wait()
        elif self.slowest:
            await asyncio.sleep(random.uniform(0, self.slowest))
        if isinstance(status, tuple):
            return web.Response(status=status[0], headers=status[1])
        return web.json_response({"id": one.given_id}, status=status)


@dataclass
class SigningKey:
    """A key of the channel. Made at run time: no private key is kept in a repository."""

    kid: str = field(default_factory=lambda: uuid4().hex)
    bits: int = 2048
    endorsements: tuple[str, ...] = ("msteams",)

    def __post_init__(self) -> None:
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=self.bits)

    def published(self) -> dict[str, Any]:
        numbers: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return numbers | {"kid": self.kid, "use": "sig", "endorsements": list(self.endorsements)}


@dataclass
class Login:
    """Plays the OpenID document, the keys behind it, and the login service that hands out tokens."""

    keys: list[SigningKey] = field(default_factory=lambda: [SigningKey()])
    url: str = ""
    asked: list[str] = field(default_factory=list)  # paths
    forms: list[dict[str, str]] = field(default_factory=list)
    broken: bool = False
    _asked_again: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Login"]:
        routes = [
            web.get("/openid", self._openid),
            web.get("/keys", self._keys),
            web.post("/{tenant}/oauth2/v2.0/token", self._token),
        ]
        async with served(*routes) as self.url:
            yield self

    async def until_asked(self, times: int) -> None:
        """Waits for so many requests for a token."""
        while len(self.forms) < times:
            self._asked_again.clear()
            await self._asked_again.wait()

    def token(self, service_url: str, *, key: SigningKey | None = None, **claims: Any) -> str:
        """What the channel would send; `claims` replace its own, None leaves one out."""
        key = key or self.keys[0]
        now = int(time.time())
        own = {"iss": "https://api.botframework.com", "aud": APP_ID, "nbf": now - 60, "exp": now + 3600}
        every = own | {"serviceurl": service_url} | claims
        payload = {name: value for name, value in every.items() if value is not None}
        return jwt.encode(payload, key.private, algorithm="RS256", headers={"kid": key.kid})

    async def _openid(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        if self.broken:
            return web.Response(status=500)
        return web.json_response({"jwks_uri": f"{self.url}/keys"})

    async def _keys(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        return web.json_response({"keys": [key.published() for key in self.keys]})

    async def _token(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        self.forms.append({name: str(value) for name, value in (await request.post()).items()})
        self._asked_again.set()
        if self.broken:
            return web.json_response({"error": "invalid_client"}, status=401)
        return web.json_response({"access_token": f"token-{len(self.forms)}", "expires_in": 3600})
