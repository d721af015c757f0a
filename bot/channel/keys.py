"""With which keys does the channel sign?"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import aiohttp
import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

log = logging.getLogger(__name__)

FETCH_SECONDS = 5.0
FRESH_SECONDS = 6 * 3600.0
PAUSE_SECONDS = 60.0  # between two fetches that an unknown key, or a failure, asks for
SHORTEST_KEY = 2048  # bits
LARGEST_DOCUMENT = 1 << 20


class Key(NamedTuple):
    public: RSAPublicKey
    endorsements: frozenset[str]  # the channels that this key may speak for


class Keys:
    """The channel's keys by id, kept while they cannot be had anew. One fetch at a time."""

    def __init__(
        self, session: aiohttp.ClientSession, openid_url: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._session = session
        self._openid_url = openid_url
        self._clock = clock
        self._keys: dict[str, Key] = {}
        self._fetched_at = self._tried_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def get(self, kid: str) -> Key | None:
        """None: no such key, as far as the key server can be asked. Waits for it only when the key is not known."""
        now = self._clock()
        key = self._keys.get(kid)
        if key is None:
            if self._fetching or now - self._tried_at >= PAUSE_SECONDS:
                await asyncio.shield(self._fetch_once())
            return self._keys.get(kid)
        if now - self._fetched_at > FRESH_SECONDS and now - self._tried_at >= PAUSE_SECONDS:
            self._fetch_once()
        return key

    async def close(self) -> None:
        if self._fetching:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    def _fetch_once(self) -> "asyncio.Task[None]":
        if self._fetching is None:
            self._tried_at = self._clock()
            self._fetching = asyncio.create_task(self._fetch())
            self._fetching.add_done_callback(self._fetch_ended)
        return self._fetching

    def _fetch_ended(self, _task: "asyncio.Task[None]") -> None:
        self._fetching = None

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                metadata = await self._document(self._openid_url)
                document = await self._document(str(metadata["jwks_uri"]))
            keys = dict(filter(None, map(_key, document["keys"])))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError, TypeError) as exc:
            log.warning("The channel's keys could not be fetched: %s", type(exc).__name__)
            return
        if keys:
            self._keys, self._fetched_at = keys, self._clock()

    async def _document(self, url: str) -> dict[str, Any]:
        async with self._session.get(url) as response:
            response.raise_for_status()
            raw = bytearray()
            async for chunk in response.content.iter_chunked(1 << 16):
                raw += chunk
                if len(raw) > LARGEST_DOCUMENT:
                    raise ValueError("The document is too large.")
        document = orjson.loads(raw)
        if not isinstance(document, dict):
            raise TypeError("The document is no object.")
        return document


def _key(entry: Any) -> tuple[str, Key] | None:
    if not isinstance(entry, dict) or entry.get("kty") != "RSA" or not isinstance(entry.get("kid"), str):
        return None
    try:
        public = jwt.PyJWK(entry, algorithm="RS256").key
    except jwt.PyJWTError:
        return None
    if not isinstance(public, RSAPublicKey) or public.key_size < SHORTEST_KEY:
        return None
    return entry["kid"], Key(public, frozenset(map(str, entry.get("endorsements") or ())))
