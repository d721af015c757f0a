"""Which program may come in by which door, and for whom?

A key reads `ac_<tenant>_<key>_<secret>`. The secret has 256 random bits, so its plain SHA-256 tells nothing about it.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, insert, select, update

from storage import audit
from storage.ids import new_id
from storage.tables import api_keys, services, tenants

DOORS: Final = ("events", "odata")

_KEY = re.compile(r"ac_([1-9]\d{0,17})_([0-9a-z]{1,12})_([\w-]{43})", re.ASCII)
_NAME = re.compile(r"ac_([1-9]\d{0,17})_([0-9a-z]{1,12})(?:_.*)?", re.ASCII)
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class NoSuchKey(Exception):
    """No key has this name."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """What whoever holds it may do. `service_*` are None in a key for the whole tenant."""

    tenant_id: int
    id: int
    tenant: str  # Entra id
    tenant_name: str
    door: str
    service_id: int | None
    service_external_id: str | None
    service_name: str | None
    created_at: datetime
    revoked_at: datetime | None

    @property
    def name(self) -> str:
        """The key without its secret."""
        return f"ac_{self.tenant_id}_{_base36(self.id)}"


def create(db: Connection, tenant_id: int, door: str, service_id: int | None = None) -> str:
    """The key's text, which nobody can read again."""
    key_id, secret = new_id(), secrets.token_urlsafe(32)
    db.execute(
        insert(api_keys).values(
            tenant_id=tenant_id,
            id=key_id,
            door=door,
            service_id=service_id,
            secret_sha256=_hash(secret),
            created_at=datetime.now(UTC),
        )
    )
    service = str(service_id) if service_id else None
    audit.by_command(db, tenant_id, "api_key.create", key=str(key_id), door=door, service=service)
    return f"ac_{tenant_id}_{_base36(key_id)}_{secret}"


def find(db: Connection, text: str, door: str) -> Key | None:
    """None unless it is a living key of this door. One read by primary key: a revocation counts at once."""
    if not (parts := _KEY.fullmatch(text)):
        return None
    row = db.execute(_every().where(api_keys.c.tenant_id == int(parts[1]), api_keys.c.id == int(parts[2], 36))).first()
    if row is None or not hmac.compare_digest(row.secret_sha256, _hash(parts[3])):
        return None
    key = _key(row)
    return key if key.door == door and key.revoked_at is None else None


def list_all(db: Connection) -> list[Key]:
    """Of all tenants, the revoked ones too, oldest first."""
    return [_key(row) for row in db.execute(_every().order_by(api_keys.c.tenant_id, api_keys.c.id))]


def revoke(db: Connection, name: str) -> bool:
    """By the key's name, or its whole text. False when it was revoked before; raises `NoSuchKey`."""
    if not (parts := _NAME.fullmatch(name.strip())):
        raise NoSuchKey
    mine = and_(api_keys.c.tenant_id == int(parts[1]), api_keys.c.id == int(parts[2], 36))
    row = db.execute(select(api_keys.c.revoked_at, api_keys.c.id, api_keys.c.tenant_id).where(mine)).first()
    if row is None:
        raise NoSuchKey
    if row.revoked_at is not None:
        return False
    db.execute(update(api_keys).where(mine).values(revoked_at=datetime.now(UTC)))
    audit.by_command(db, row.tenant_id, "api_key.revoke", key=str(row.id))
    return True


def _every() -> Select[Any]:
    service = and_(services.c.tenant_id == api_keys.c.tenant_id, services.c.id == api_keys.c.service_id)
    return (
        select(
            api_keys,
            tenants.c.entra_id.label("tenant"),
            tenants.c.name.label("tenant_name"),
            services.c.external_id.label("service_external_id"),
            services.c.name.label("service_name"),
        )
        .join(tenants, tenants.c.id == api_keys.c.tenant_id)
        .outerjoin(services, service)
    )


def _key(row: Any) -> Key:
    return Key(**{field: row._mapping[field] for field in Key.__dataclass_fields__})


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _base36(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text or "0"
