"""Is this Teams, speaking for a tenant of ours?"""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import orjson
from aiohttp import web

from bot.channel import jws
from bot.channel.addresses import Addresses
from bot.channel.keys import Keys
from bot.settings import Settings, is_loopback

LARGEST_BODY = 1 << 20
BODY_SECONDS = 10.0
LEEWAY_SECONDS = 300
LONGEST_LIFE_SECONDS = 26 * 3600
CHANNEL = "msteams"
EMULATOR = "emulator"  # accepted in the local mode


class Refused(Exception):
    """Not let in. `status` is 400, 401, 403 or 413; `reason` names the rule, never what was sent."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Guard:
    """Stands in front of every activity. What it lets in is a JSON object that its sender may speak for."""

    def __init__(
        self, settings: Settings, keys: Keys, addresses: Addresses, clock: Callable[[], float] = time.time
    ) -> None:
        self._clock = clock
        self._app_id = settings.app_id
        self._issuer = settings.channel_issuer
        self._tenants = frozenset(settings.allowed_tenants)
        self._local = settings.local
        self._keys = keys
        self._addresses = addresses

    async def admit(self, request: web.BaseRequest) -> dict[str, Any]:
        """Raises `Refused`."""
        if (request.content_length or 0) > LARGEST_BODY:
            raise Refused(413, "body too large")
        claims = None
        if header := request.headers.get("Authorization"):
            claims = await self._verified(header)
        elif not self._local:
            raise Refused(401, "no token")
        else:
            _from_this_machine(request)
        activity = _parsed(await _body(request))
        self._bound(activity, claims)
        self._of_our_tenant(activity)
        return activity

    async def _verified(self, header: str) -> dict[str, Any]:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not self._app_id:
            raise Refused(401, "no bearer token that could be checked")
        try:
            signed = jws.split(token)
            key = await self._keys.get(signed.kid)
            if key is None:
                raise Refused(401, "unknown key")
            claims = signed.claims(key.public)
        except jws.BadToken:
            raise Refused(401, "bad token, or not signed with its key") from None
        self._said_by_channel(claims)
        if CHANNEL not in key.endorsements:
            raise Refused(403, "key not endorsed for the channel")
        return claims

    def _said_by_channel(self, claims: dict[str, Any]) -> None:
        if claims.get("iss") != self._issuer:
            raise Refused(401, "another issuer")
        audience = claims.get("aud")
        if audience != self._app_id and audience != [self._app_id]:
            raise Refused(401, "token for somebody else")
        try:
            ends, begins, now = float(claims["exp"]), float(claims["nbf"]), self._clock()
        except (KeyError, TypeError, ValueError):
            raise Refused(401, "token without its times") from None
        if not begins - LEEWAY_SECONDS <= now < ends + LEEWAY_SECONDS:
            raise Refused(401, "token not yet or no longer valid")
        if ends - begins > LONGEST_LIFE_SECONDS:
            raise Refused(401, "token lives too long")

    def _bound(self, activity: dict[str, Any], claims: dict[str, Any] | None) -> None:
        """The token, the channel and the address belong together. Unsigned: the local mode, this machine only."""
        channel, address = activity.get("channelId"), activity.get("serviceUrl")
        if channel != CHANNEL and not (claims is None and channel == EMULATOR):
            raise Refused(403, "another channel")
        if not isinstance(address, str) or not self._addresses.allows(address):
            raise Refused(403, "service URL not on the list")
        if claims is None:
            if not self._addresses.is_local(address):
                raise Refused(403, "unsigned, and the service URL is not on this machine")
        elif str(claims.get("serviceurl", "")).rstrip("/") != address.rstrip("/"):
            raise Refused(403, "service URL is not the token's")

    def _of_our_tenant(self, activity: dict[str, Any]) -> None:
        tenant = _at(activity, "channelData", "tenant", "id")
        if not isinstance(tenant, str) or not tenant or tenant != _at(activity, "conversation", "tenantId"):
            raise Refused(403, "no tenant, or two")
        if self._tenants and tenant.lower() not in self._tenants:
            raise Refused(403, "tenant not on the list")


def _from_this_machine(request: web.BaseRequest) -> None:
    """A web page elsewhere can make a browser here post (DNS rebinding, simple requests), a proxy can relay."""
    headers = request.headers
    if not is_loopback(request.remote or "") or "Forwarded" in headers or "X-Forwarded-For" in headers:
        raise Refused(403, "unsigned, and not from this machine")
    host = headers.get("Host", "")
    if not is_loopback(host if host.endswith("]") else host.rsplit(":", 1)[0]) or "Origin" in headers:
        raise Refused(403, "unsigned, and from a web page")
    if request.content_type != "application/json":
        raise Refused(400, "not JSON")


async def _body(request: web.BaseRequest) -> bytes:
    content = request.content
    raw = bytearray()
    try:
        if content.is_eof():  # all of it is here already, as nearly always
            raw += content.read_nowait()
        else:
            async with asyncio.timeout(BODY_SECONDS):
                while len(raw) <= LARGEST_BODY and (chunk := await content.readany()):
                    raw += chunk
    except (TimeoutError, web.RequestPayloadError, OSError):
        raise Refused(400, "body not received") from None
    if len(raw) > LARGEST_BODY:
        raise Refused(413, "body too large")
    return bytes(raw)


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        activity = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise Refused(400, "not JSON") from None
    if not isinstance(activity, dict):
        raise Refused(400, "not an object")
    return activity


def _at(value: Any, *path: str) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
