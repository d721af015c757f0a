"""Who concludes an interaction, once and for ever?

The key of `conclusions` decides, and nothing else: no lock in memory, no nonce, no look before the insert. Whoever
loses it reads what the winner has written.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import orjson
from sqlalchemy import Connection, exists, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import audit, codes, features, glances, receipts, sent_cards, tags
from storage.access import Scope, not_for_partners
from storage.choices import REFUSALS, CodesOff, checked
from storage.code_tables import conclusion_codes, conclusion_rules, conclusion_tags, conclusions
from storage.codes import Code
from storage.delivery_tables import card_subjects
from storage.glances import Glance
from storage.interactions import hold
from storage.receipts import Receipt
from storage.sent_cards import Place, SentCard
from storage.tables import interactions

MOST_BY_DEFAULT: Final = 200  # of a service, a run
LOOKED_BACK: Final = timedelta(days=7)  # by the timer, should it have stood still

_i, _c, _s = interactions.c, conclusions.c, card_subjects.c


class AlreadyConcluded(Exception):
    """Somebody was faster, or concluded it with something else."""

    def __init__(self, receipt: Receipt) -> None:
        self.receipt = receipt


def waiting(db: Connection, scope: Scope, interaction_id: int, now: datetime) -> Glance:
    """One that this person may conclude. Raises `NotFound`, `NotForPartners`, `AlreadyConcluded` or `CodesOff`."""
    not_for_partners(scope)
    glance = glances.of_one(db, scope, interaction_id, now, hold=True)
    receipt = receipts.find(db, scope, glance)
    if receipt is not None:
        raise AlreadyConcluded(receipt)
    if not glance.codes_on:
        raise CodesOff
    return glance


def conclude(
    db: Connection, scope: Scope, interaction_id: int, code_ids: Collection[int], tagged: Iterable[str], now: datetime
) -> Receipt:
    """Final. The same again by the same person is given the same receipt; else the first one wins.

    Raises `NotFound`, `NotForPartners`, `AlreadyConcluded` or one of `choices.REFUSALS`.
    """
    not_for_partners(scope)
    return _conclude(db, scope, glances.of_one(db, scope, interaction_id, now, hold=True), code_ids, tagged, now)


def _conclude(
    db: Connection, scope: Scope, glance: Glance, code_ids: Collection[int], tagged: Iterable[str], now: datetime
) -> Receipt:
    """The interaction is held."""
    tagged, interaction_id = list(tagged), glance.id
    try:
        picked, normal = checked(db, scope.tenant_id, glance, code_ids, tagged)
        first = _write(db, scope.tenant_id, glance.service_id, interaction_id, scope.person_id, picked, normal, now)
    except REFUSALS:
        if receipts.find(db, scope, glance) is None:
            raise
        first = False
    receipt = receipts.of_many(db, scope, [glance])[interaction_id]
    if first:
        of_this = {"codes": len(receipt.codes), "tags": len(receipt.tags)}
        audit.record(db, scope, "interaction.concluded", "interaction", interaction_id, **of_this)
    elif not receipt.own or not _is_same(db, scope.tenant_id, interaction_id, code_ids, tagged):
        raise AlreadyConcluded(receipt)
    return receipt


def submit(
    db: Connection,
    scope: Scope,
    interaction_id: int,
    code_ids: Collection[int],
    tagged: Iterable[str],
    place: Place,
    now: datetime,
) -> tuple[Receipt, SentCard]:
    """`conclude`, for a card in whose place the receipt will stand.

    The card is noted first: should it not be known yet, and the answer be lost, it turns into the receipt all the same.
    """
    not_for_partners(scope)
    glance = glances.of_one(db, scope, interaction_id, now, hold=True)
    sent = receipts.note(db, scope, [glance], place, sent_cards.WRAPUP)
    return _conclude(db, scope, glance, code_ids, tagged, now), sent


def conclude_by_default(db: Connection, now: datetime) -> int:
    """How many have waited so long that the timer sets the code that the owner chose for this; bounded a run.

    Calls that nobody answered have nobody to conclude them, and no reason to be concluded.
    """
    r = conclusion_rules.c
    count = 0
    for rule in db.execute(select(conclusion_rules).where(r.default_code_id.is_not(None))).all():
        if not features.of_service(db, rule.tenant_id, rule.service_id, now)["codes"].on:
            continue
        offered = codes.applied(db, rule.tenant_id, rule.service_id)
        picked = [code for code in offered if code.id == rule.default_code_id]
        for interaction_id in _overdue(db, rule, now) if picked else ():
            hold(db, rule.tenant_id, interaction_id)
            if _write(db, rule.tenant_id, rule.service_id, interaction_id, None, picked, (), now):
                subject = ("interaction", interaction_id)
                audit.by_command(db, rule.tenant_id, "interaction.concluded", *subject, codes=1, tags=0)
                count += 1
    return count


def fingerprint(code_ids: Collection[int], tagged: Iterable[str]) -> str:
    """The same for the same choice, in whichever order."""
    keys = sorted(tags.key(tag) for tag in tagged)
    return hashlib.sha256(orjson.dumps([sorted(code_ids), keys])).hexdigest()


def _is_same(
    db: Connection, tenant_id: int, interaction_id: int, code_ids: Collection[int], tagged: Iterable[str]
) -> bool:
    stored = select(_c.fingerprint).where(_c.tenant_id == tenant_id, _c.interaction_id == interaction_id)
    return bool(db.execute(stored).scalar_one() == fingerprint(set(code_ids), tags.normal(tagged)))


def _write(
    db: Connection,
    tenant_id: int,
    service_id: int | None,
    interaction_id: int,
    person_id: int | None,
    picked: Sequence[Code],
    tagged: Sequence[str],
    now: datetime,
) -> bool:
    """Whether this is the first. The interaction is held, so no card of it can miss its message."""
    own = {"tenant_id": tenant_id, "interaction_id": interaction_id}
    mark = fingerprint([code.id for code in picked], tagged)
    row = own | {"service_id": service_id, "person_id": person_id, "concluded_at": now, "fingerprint": mark}
    if db.execute(_FIRST[db.dialect.name], row).rowcount != 1:
        return False
    as_now = [own | {"code_id": c.id, "kind": c.kind, "name": c.name, "position": n} for n, c in enumerate(picked)]
    words = [own | {"tag_key": tags.key(t), "tag": t, "position": n} for n, t in enumerate(tagged)]
    for add, rows in ((_ADD_CODE, as_now), (_ADD_TAG, words)):
        if rows:
            db.execute(add, rows if len(rows) > 1 else rows[0])  # a list is prepared anew
    receipts.turn_cards(db, tenant_id, interaction_id)
    return True


def _overdue(db: Connection, rule: Any, now: datetime) -> list[int]:
    if rule.default_since is None or rule.default_after_minutes is None:
        return []
    until = now - timedelta(minutes=rule.default_after_minutes)
    done = exists().where(_c.tenant_id == _i.tenant_id, _c.interaction_id == _i.id)
    waiting = (
        select(_i.id)
        .where(_i.tenant_id == rule.tenant_id, _i.service_id == rule.service_id)
        .where(_i.started_at > until - LOOKED_BACK, _i.started_at <= until)
        .where(_i.terminated_at > rule.default_since, _i.terminated_at < until, _i.last_user_id.is_not(None), ~done)
        .order_by(_i.started_at, _i.id)
        .limit(MOST_BY_DEFAULT)
    )
    return list(db.execute(waiting).scalars())


_KEY: Final = ["tenant_id", "interaction_id"]
_FIRST: Final = {
    "sqlite": sqlite.insert(conclusions).on_conflict_do_nothing(index_elements=_KEY),
    "postgresql": postgresql.insert(conclusions).on_conflict_do_nothing(index_elements=_KEY),
}
_ADD_CODE, _ADD_TAG = insert(conclusion_codes), insert(conclusion_tags)
