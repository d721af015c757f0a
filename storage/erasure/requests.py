"""Who asks for an erasure, and what becomes of the request before anybody approves it?"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, and_, insert, select, update

from storage import audit, outbox
from storage import sent_cards as ledger
from storage.access import Refusal, Scope, only_admins
from storage.delivery_tables import card_subjects, conversations, sent_cards
from storage.erasure.dry_run import DryRun, dry_run, new_salt
from storage.erasure.records import ASKED, DECLINED, VOID, WITHDRAWN, Erasure, get, locked
from storage.erasure_tables import erasures
from storage.ids import new_id
from storage.sent_cards import Place, SentCard
from storage.tables import roles

KIND: Final = "erasure"  # of cards and of messages
ALONE: Final = timedelta(hours=24)  # the only admin of a tenant waits so long

_e = erasures.c


class NotPossible(Exception):
    """Something stands in the way; `found` says what."""

    def __init__(self, found: DryRun) -> None:
        super().__init__()
        self.found = found


class AlreadyAsked(Exception):
    """Somebody has asked before; the argument is the id of the living request."""

    def __init__(self, erasure_id: int) -> None:
        super().__init__()
        self.erasure_id = erasure_id


class NotOpen(Exception):
    """The request was approved, declined or withdrawn meanwhile."""


class NotTheAsker(Refusal):
    """Only who has asked can withdraw."""


class IsTheAsker(Refusal):
    """Nobody decides on their own request."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A request as one admin sees it. `found` while it waits for approval; `alone`: there is no other admin.

    `told`: how many others were, when it was asked.
    """

    erasure: Erasure
    found: DryRun | None
    mine: bool
    alone: bool
    told: int = 0

    @property
    def changed(self) -> bool:
        """Since it was asked."""
        return self.found is not None and self.found.fingerprint != self.erasure.fingerprint


def allowed(_db: Connection, scope: Scope) -> None:
    """Before anybody is looked for. Raises `NotAnAdmin`."""
    only_admins(scope)


def preview(
    db: Connection, scope: Scope, customer_id: int, place: Place, now: datetime
) -> tuple[DryRun, SentCard, bool]:
    """What it would do, and whether this person is the only admin. Audited. Raises as `ask`."""
    only_admins(scope)
    living(db, scope.tenant_id, customer_id)
    found = dry_run(db, scope.tenant_id, customer_id, new_salt(), now)
    audit.record(db, scope, "erasure.previewed", "customer", customer_id)
    alone = admins(db, scope.tenant_id) == {scope.person_id}
    return found, ledger.record(db, scope, place, KIND, customers=[customer_id]), alone


def ask(db: Connection, scope: Scope, customer_id: int, place: Place, now: datetime) -> tuple[Seen, SentCard]:
    """The other admins are told.

    Raises `NotAnAdmin`, `NotFound`, `AlreadyAnonymised`, `AlreadyAsked`, `NotPossible`.
    """
    only_admins(scope)
    living(db, scope.tenant_id, customer_id)
    salt = new_salt()
    found = dry_run(db, scope.tenant_id, customer_id, salt, now)
    if not found.possible:
        raise NotPossible(found)
    others = admins(db, scope.tenant_id) - {scope.person_id}
    erasure_id = add(db, scope.tenant_id, found, salt, now, asked_by=scope.person_id, alone=not others)
    audit.record(db, scope, "erasure.asked", "customer", customer_id, erasure=str(erasure_id), **found.counts)
    told = sum(tell(db, scope.tenant_id, person_id, erasure_id) for person_id in sorted(others))
    seen, card = _shown(db, scope, erasure_id, place, now)
    return replace(seen, told=told), card


def add(
    db: Connection,
    tenant_id: int,
    found: DryRun,
    salt: str,
    now: datetime,
    *,
    asked_by: int | None,
    alone: bool = False,
    batch_id: int | None = None,
) -> int:
    erasure_id = new_id()
    db.execute(
        insert(erasures).values(
            tenant_id=tenant_id,
            id=erasure_id,
            customer_id=found.customer_id,
            batch_id=batch_id,
            state=ASKED,
            living=True,
            asked_by=asked_by,
            asked_at=now,
            not_before=now + ALONE if alone else None,
            counts=found.counts,
            salt=salt,
            fingerprint=found.fingerprint,
            steps={},
            attempts=0,
        )
    )
    return erasure_id


def look(db: Connection, scope: Scope, erasure_id: int, place: Place, now: datetime) -> tuple[Seen, SentCard]:
    """Counted anew. Raises `NotAnAdmin`, `NotFound`."""
    only_admins(scope)
    return _shown(db, scope, erasure_id, place, now)


def open_one(db: Connection, scope: Scope, erasure_id: int, place: Place, now: datetime) -> tuple[Seen, SentCard]:
    """As `look`, but somebody wants to see it: audited while it shows the customer."""
    seen, card = look(db, scope, erasure_id, place, now)
    if seen.found is not None:
        audit.record(db, scope, "erasure.opened", "customer", seen.erasure.customer_id, erasure=str(erasure_id))
    return seen, card


def withdraw(db: Connection, scope: Scope, erasure_id: int, now: datetime) -> Erasure:
    """Raises `NotAnAdmin`, `NotFound`, `NotTheAsker`, `NotOpen`."""
    only_admins(scope)
    erasure = locked(db, scope.tenant_id, erasure_id)
    if erasure.asked_by_id != scope.person_id:
        raise NotTheAsker
    return _close(db, scope, erasure, WITHDRAWN, now)


def decline(db: Connection, scope: Scope, erasure_id: int, now: datetime) -> Erasure:
    """Raises `NotAnAdmin`, `NotFound`, `IsTheAsker`, `NotOpen`."""
    only_admins(scope)
    erasure = locked(db, scope.tenant_id, erasure_id)
    if erasure.asked_by_id == scope.person_id:
        raise IsTheAsker
    return _close(db, scope, erasure, DECLINED, now)


def admins(db: Connection, tenant_id: int) -> set[int]:
    r = roles.c
    return set(db.execute(select(r.person_id).where(r.tenant_id == tenant_id, r.role == "tenant_admin")).scalars())


def tell(db: Connection, tenant_id: int, person_id: int, erasure_id: int) -> bool:
    """Asks somebody to decide. False if they have no chat with the bot."""
    content = {"erasure": str(erasure_id)}
    return outbox.put(db, tenant_id, person_id, cause=f"erasure:{erasure_id}:{person_id}", kind=KIND, content=content)


def tell_all(db: Connection, tenant_id: int, erasure_id: int, stage: str) -> None:
    """Every card of the request, in whosever chat, shows how it stands now."""
    c, s, k = sent_cards.c, card_subjects.c, conversations.c
    rows = db.execute(
        select(c.id, c.person_id, c.conversation)
        .join(card_subjects, and_(s.tenant_id == c.tenant_id, s.card_id == c.id))
        .join(conversations, and_(k.tenant_id == c.tenant_id, k.conversation == c.conversation))
        .where(c.tenant_id == tenant_id, s.subject_kind == KIND, s.subject_id == erasure_id)
    )
    for card in rows.all():
        outbox.put(
            db,
            tenant_id,
            card.person_id,
            cause=f"erasure:{erasure_id}:{card.id}:{stage}",
            kind=KIND,
            content={"erasure": str(erasure_id), "card": str(card.id), "stage": stage},
            conversation=card.conversation,
        )


def void(db: Connection, tenant_id: int, customer_id: int, closed_by: int | None) -> None:
    """What was asked for somebody who is not there any more is void: nobody has seen what it would do now."""
    asked = (_e.tenant_id == tenant_id, _e.customer_id == customer_id, _e.state == ASKED)
    over = {"state": VOID, "living": None, "closed_by": closed_by, "closed_at": datetime.now(UTC)}
    for erasure_id in db.execute(select(_e.id).where(*asked)).scalars().all():
        of_this = (_e.tenant_id == tenant_id, _e.id == erasure_id)
        db.execute(update(erasures).where(*of_this).values(**over, salt=None, fingerprint=None))
        tell_all(db, tenant_id, erasure_id, VOID)


def living(db: Connection, tenant_id: int, customer_id: int) -> None:
    """Raises `AlreadyAsked`."""
    mine = (_e.tenant_id == tenant_id, _e.customer_id == customer_id, _e.living.is_(True), _e.state == ASKED)
    erasure_id = db.execute(select(_e.id).where(*mine)).scalar()
    if erasure_id is not None:
        raise AlreadyAsked(erasure_id)


def _close(db: Connection, scope: Scope, erasure: Erasure, state: str, now: datetime) -> Erasure:
    if erasure.state != ASKED:
        raise NotOpen
    closed = {"state": state, "living": None, "closed_by": scope.person_id, "closed_at": now, "salt": None}
    mine = (_e.tenant_id == scope.tenant_id, _e.id == erasure.id)
    db.execute(update(erasures).where(*mine).values(**closed, fingerprint=None))
    audit.record(db, scope, f"erasure.{state}", "customer", erasure.customer_id, erasure=str(erasure.id))
    tell_all(db, scope.tenant_id, erasure.id, state)
    return get(db, scope.tenant_id, erasure.id)


def _shown(db: Connection, scope: Scope, erasure_id: int, place: Place, now: datetime) -> tuple[Seen, SentCard]:
    erasure = get(db, scope.tenant_id, erasure_id)
    found = None
    if erasure.state == ASKED:
        found = dry_run(db, scope.tenant_id, erasure.customer_id, erasure.salt or "", now)
    of_customer = [erasure.customer_id] if found else []
    card = ledger.record(db, scope, place, KIND, customers=of_customer, erasures=[erasure_id])
    alone = admins(db, scope.tenant_id) == {scope.person_id}
    return Seen(erasure=erasure, found=found, mine=erasure.asked_by_id == scope.person_id, alone=alone), card
