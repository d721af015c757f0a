"""What does a signed token say, and is the signature good?

RFC 7515 with RS256 alone. PyJWT 2.15 takes 0.35 ms for the same, most of it for looking at single characters in Python,
and parses the token twice when its key has to be looked up first.
"""

from binascii import a2b_base64
from typing import Any, NamedTuple

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

_LONGEST = 8192  # characters
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_NOT_URL_SAFE = frozenset(b"+/=")
_PADDING, _HASH = PKCS1v15(), SHA256()


class BadToken(Exception):
    """Not a token, or not signed with that key."""


class Signed(NamedTuple):
    """A token that nobody has verified yet."""

    kid: str
    content: bytes
    payload: bytes
    signature: bytes

    def claims(self, key: RSAPublicKey) -> dict[str, Any]:
        """Verified. Raises `BadToken`."""
        try:
            key.verify(self.signature, self.content, _PADDING, _HASH)
        except InvalidSignature:
            raise BadToken from None
        return _object(self.payload)


def split(token: str) -> Signed:
    """Raises `BadToken`, also for every other algorithm and for a critical header that we do not know."""
    if len(token) > _LONGEST or not token.isascii() or token.count(".") != 2:
        raise BadToken
    content, _, signature = token.encode().rpartition(b".")
    header, _, payload = content.partition(b".")
    said = _object(_decoded(header))
    kid = said.get("kid")
    if said.get("alg") != "RS256" or not isinstance(kid, str) or "crit" in said:
        raise BadToken
    return Signed(kid, content, _decoded(payload), _decoded(signature))


def _decoded(part: bytes) -> bytes:
    if not _NOT_URL_SAFE.isdisjoint(part):
        raise BadToken
    try:
        return a2b_base64(part.translate(_URL_SAFE) + b"=" * (-len(part) % 4), strict_mode=True)
    except ValueError:
        raise BadToken from None


def _object(raw: bytes) -> dict[str, Any]:
    try:
        content = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise BadToken from None
    if not isinstance(content, dict):
        raise BadToken
    return content
