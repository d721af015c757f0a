"""How does a link say what it opens, so that nobody can make one up?

A token is what it opens, until when, and a keyed hash over both. Each purpose has a key of its own, derived from
`AFTERCALL_SECRET_KEY`: a token for a picture opens no file.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Final

LONGEST: Final = 2_000  # characters of a token


class Links:
    """Without `secret`, as in tests, links live as long as the process."""

    def __init__(self, public_url: str, secret: str) -> None:
        self._public_url = public_url.rstrip("/")
        self._secret = secret.encode() or secrets.token_bytes(32)

    @property
    def reachable(self) -> bool:
        """Whether the operator has said how the outside reaches this server (`AFTERCALL_PUBLIC_URL`)."""
        return bool(self._public_url)

    def to(self, purpose: str, payload: str, until: datetime) -> str:
        """The address under which `payload` comes back to the door that bears the name of its purpose."""
        return f"{self._public_url}/{purpose}/{self.token(purpose, payload, until)}"

    def token(self, purpose: str, payload: str, until: datetime) -> str:
        said = _text(f"{int(until.timestamp())} {payload}".encode())
        return f"{said}.{self._sign(purpose, said)}"

    def opened(self, purpose: str, token: str, now: datetime) -> str | None:
        """The payload; None for whatever this server has not signed for that purpose, and after its time."""
        said, _, signature = token.partition(".")
        if len(token) > LONGEST or not token.isascii():
            return None
        if not hmac.compare_digest(signature, self._sign(purpose, said)):
            return None
        try:
            until, _, payload = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)).decode().partition(" ")
        except (binascii.Error, UnicodeDecodeError):
            return None
        return payload if now.timestamp() < int(until) else None

    def digest(self, purpose: str, text: str) -> str:
        """A keyed hash, for what is too short to be safe under a plain one."""
        return hmac.digest(self._key(purpose), text.encode(), "sha256").hex()

    def _sign(self, purpose: str, said: str) -> str:
        return _text(hmac.digest(self._key(purpose), said.encode(), "sha256"))

    def _key(self, purpose: str) -> bytes:
        return hmac.digest(self._secret, f"aftercall {purpose}".encode(), hashlib.sha256)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
