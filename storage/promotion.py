"""How does a tag that agents keep writing become a code?"""

import unicodedata
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, and_, func, select

from storage import code_changes, code_lists, codes, ownership
from storage.access import NotFound, Scope
from storage.code_lists import Change
from storage.code_names import name_of
from storage.code_tables import conclusion_tags, conclusions

LEAST_USES: Final = 3  # in the service, so that nobody's name becomes a code because it was once written down


def promote(db: Connection, scope: Scope, service_id: int, tag: str, kind: str, now: datetime) -> Change:
    """Makes a code of the tag's name, or finds it, and adds it to the service's list.

    Raises `NotFound` also for a tag that is not used often enough, and as `code_changes.create` and `code_lists.add`.
    """
    ownership.own(db, scope, service_id)
    name = name_of(_spelt(db, scope, service_id, tag))
    code = codes.find(db, scope.tenant_id, kind, name)
    if code is None:
        code = code_changes.create(db, scope, service_id, kind=kind, name=name, now=now)
    elif code.retired:
        code_changes.restore(db, scope, code.id)
    return code_lists.add(db, scope, service_id, [code.id])


def _spelt(db: Connection, scope: Scope, service_id: int, tag: str) -> str:
    """As most have written it."""
    t, i = conclusion_tags.c, conclusions.c
    joined = and_(i.tenant_id == t.tenant_id, i.interaction_id == t.interaction_id)
    uses = func.count()
    rows = db.execute(
        select(t.tag, uses.label("uses"))
        .join(conclusions, joined)
        .where(t.tenant_id == scope.tenant_id, t.tag_key == _key(tag), i.service_id == service_id)
        .group_by(t.tag)
        .order_by(uses.desc(), t.tag)
    ).all()
    if sum(r.uses for r in rows) < LEAST_USES:
        raise NotFound
    spelt: str = rows[0].tag
    return spelt


def _key(tag: str) -> str:
    return unicodedata.normalize("NFC", tag.casefold())
