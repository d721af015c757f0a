"""How does the bot prove to the connector who it is?"""

import asyncio
import hashlib
import logging
import time
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import aiohttp
import jwt
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from bot.settings import Settings

log = logging.getLogger(__name__)

RESOURCE = "https://api.botframework.com"
SHARED_TENANT = "botframework.com"  # where bots of many tenants sign in
FETCH_SECONDS = 10.0
RENEW_BEFORE_SECONDS = 300.0
PAUSE_SECONDS = 5.0  # after a failure


class NoToken(Exception):
    """The login service gave no token. Nothing was sent."""


class Token(NamedTuple):
    value: str
    seconds: float  # to live


Fetch = Callable[[], Awaitable[Token]]


class Tokens:
    """One token for the whole process, renewed in the background before it ends. One fetch at a time."""

    def __init__(self, fetch: Fetch, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._value = ""
        self._ends_at = self._renew_at = self._paused_until = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def get(self) -> str:
        """Raises `NoToken`."""
        now = self._clock()
        if now < self._renew_at:
            return self._value
        if now >= self._ends_at:
            await asyncio.shield(self._fetch_once())
            if self._clock() >= self._ends_at:
                raise NoToken
        elif now >= self._paused_until:
            self._fetch_once()
        return self._value

    def forget(self, value: str) -> None:
        """The connector did not take it."""
        if value == self._value:
            self._ends_at = self._renew_at = float("-inf")

    async def close(self) -> None:
        if self._fetching:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    def _fetch_once(self) -> "asyncio.Task[None]":
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._renew())
            self._fetching.add_done_callback(self._fetch_ended)
        return self._fetching

    def _fetch_ended(self, _task: "asyncio.Task[None]") -> None:
        self._fetching = None

    async def _renew(self) -> None:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                token = await self._fetch()
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError, NoToken) as exc:
            self._paused_until = self._clock() + PAUSE_SECONDS
            log.error("No token for the connector: %s", type(exc).__name__)
            return
        now = self._clock()
        self._value, self._ends_at = token.value, now + token.seconds
        self._renew_at = now + max(token.seconds - RENEW_BEFORE_SECONDS, token.seconds / 2)


def fetcher(settings: Settings, session: aiohttp.ClientSession) -> Fetch | None:
    """None: no credential is set, and nothing is signed (the local mode)."""
    if settings.app_managed_identity:
        return partial(_by_managed_identity, settings.app_id)
    ask = partial(_by_client_credentials, session, _token_url(settings), settings.app_id)
    if settings.app_certificate_path:
        return partial(ask, partial(_assertion, settings.app_certificate_path, settings.app_id, _token_url(settings)))
    if secret := settings.app_password.get_secret_value():
        return partial(ask, lambda: {"client_secret": secret})
    return None


def _token_url(settings: Settings) -> str:
    return f"{settings.login_url.rstrip('/')}/{settings.app_tenant_id or SHARED_TENANT}/oauth2/v2.0/token"


async def _by_client_credentials(
    session: aiohttp.ClientSession, url: str, app_id: str, proof: Callable[[], dict[str, str]]
) -> Token:
    """https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow"""
    form = {"grant_type": "client_credentials", "client_id": app_id, "scope": f"{RESOURCE}/.default"} | proof()
    async with session.post(url, data=form, allow_redirects=False) as response:
        if response.status != 200:
            log.error("The login service answered %d", response.status)
            raise NoToken
        content = await response.json(content_type=None)
    return Token(str(content["access_token"]), float(content["expires_in"]))


def _assertion(path: Path, app_id: str, audience: str) -> dict[str, str]:
    """https://learn.microsoft.com/entra/identity-platform/certificate-credentials; the file holds the key too."""
    pem = path.read_bytes()
    certificate = x509.load_pem_x509_certificate(pem)
    digest = hashlib.sha256(certificate.public_bytes(Encoding.DER)).digest()
    now = int(time.time())
    claims = {"aud": audience, "iss": app_id, "sub": app_id, "jti": str(uuid4()), "nbf": now, "exp": now + 600}
    headers = {"x5t#S256": urlsafe_b64encode(digest).rstrip(b"=").decode()}
    return {
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": jwt.encode(claims, pem, algorithm="PS256", headers=headers),
    }


async def _by_managed_identity(app_id: str) -> Token:
    return await asyncio.to_thread(_ask_the_machine, app_id)


def _ask_the_machine(app_id: str) -> Token:
    import msal  # 0.3 s that only such a machine spends
    import requests

    identity = msal.UserAssignedManagedIdentity(client_id=app_id)
    with requests.Session() as session:
        client = msal.ManagedIdentityClient(identity, http_client=session)
        content: dict[str, Any] = client.acquire_token_for_client(resource=RESOURCE)
    if "access_token" not in content:
        raise NoToken
    return Token(str(content["access_token"]), float(content["expires_in"]))
