"""Who is offered the wrap-up card, and when does it come back?

The offer is put in the transaction of the event that ends the interaction. Whether it is still worth saying (nobody has
concluded it meanwhile, codes are still on) is found out when it is sent.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import Connection, select

from storage import conclusions, features, outbox, rules, sent_cards
from storage.access import NotFound, Scope
from storage.delivery_tables import outbox as outbox_table
from storage.outbox import Message
from storage.sent_cards import Place, SentCard
from storage.tables import services

KIND: Final = "wrapup"
RECENT: Final = timedelta(hours=1)  # what ended earlier is a late event's: it is found under `uncoded`
LATER: Final = timedelta(minutes=30)
MOST_DEFERRALS: Final = 20  # of one card


class TooOften(Exception):
    """The card has been put off as often as it may."""


def offer(db: Connection, tenant_id: int, told: Iterable[dict[str, Any]], now: datetime) -> None:
    """To the agents of interactions that have just ended; `told` are their columns. Four statements at the most."""
    ended = [each for each in told if _has_just_ended(each, now)]
    if not ended:
        return
    concluding = _concluding(db, tenant_id, {each["service_id"] for each in ended}, now)
    ended = [each for each in ended if each["service_id"] in concluding]
    chats = outbox.chats_of(db, tenant_id, {each["last_user_id"] for each in ended}) if ended else {}
    outbox.put_many(
        db,
        tenant_id,
        [
            _message(each["id"], each["last_user_id"], chats[each["last_user_id"]])
            for each in ended
            if each["last_user_id"] in chats
        ],
    )


def defer(db: Connection, scope: Scope, interaction_id: int, place: Place, now: datetime) -> tuple[datetime, SentCard]:
    """When the card comes back: in half an hour, or when it was to come anyway.

    Raises `TooOften`, or as `conclusions.waiting`.
    """
    conclusions.waiting(db, scope, interaction_id, now)
    causes = [_cause(interaction_id, scope.person_id, number) for number in range(1, MOST_DEFERRALS + 1)]
    o = outbox_table.c
    rows = db.execute(select(o.state, o.due_at).where(o.tenant_id == scope.tenant_id, o.cause.in_(causes))).all()
    due = next((row.due_at for row in rows if row.state == outbox.WAITING), None)
    if due is None and len(rows) >= MOST_DEFERRALS:
        raise TooOften
    if due is None:
        due = _put(db, scope, causes[len(rows)], KIND, {"interaction": str(interaction_id)}, now + LATER)
    return due, sent_cards.record(db, scope, place, "deferred", interactions=[interaction_id])


def at_end_of_shift(
    db: Connection, scope: Scope, interaction_id: int, place: Place, zone: tzinfo, now: datetime
) -> tuple[datetime, SentCard]:
    """When all that is open then is told, once a day: at the end of the service's shift, where the agent is.

    Raises as `conclusions.waiting`.
    """
    glance = conclusions.waiting(db, scope, interaction_id, now)
    if glance.service_id is None:
        raise NotFound
    due = shift_end(rules.of_service(db, scope.tenant_id, glance.service_id).shift_ends, zone, now)
    day = due.astimezone(zone).date().isoformat()
    due = _put(db, scope, f"uncoded:{scope.person_id}:{day}", "uncoded", {}, due)
    return due, sent_cards.record(db, scope, place, "deferred", interactions=[interaction_id])


def shift_end(minutes: int, zone: tzinfo, now: datetime) -> datetime:
    """The next time that the clock says so many minutes after midnight."""
    here = now.astimezone(zone)
    ends = here.replace(hour=minutes // 60 % 24, minute=minutes % 60, second=0, microsecond=0, fold=0)
    if ends <= here:
        ends += timedelta(days=1)
    return ends.astimezone(UTC)


def _has_just_ended(each: dict[str, Any], now: datetime) -> bool:
    ended = each.get("terminated_at")
    return ended is not None and abs(now - ended) <= RECENT and bool(each["last_user_id"] and each["service_id"])


def _concluding(db: Connection, tenant_id: int, service_ids: set[int], now: datetime) -> Collection[int]:
    """Those whose agents conclude: the switch is on, and there is a licence."""
    switches = features.of_services(db, tenant_id, now, service_ids)
    on = [each for each, switch in switches.items() if switch["codes"].on]
    s = services.c
    licensed = select(s.id).where(s.tenant_id == tenant_id, s.id.in_(on), s.licence.is_not(None))
    return set(db.execute(licensed).scalars()) if on else ()


def _put(db: Connection, scope: Scope, cause: str, kind: str, content: dict[str, str], due: datetime) -> datetime:
    """When it is said; what had been put before keeps its time."""
    person = (scope.tenant_id, scope.person_id)
    if outbox.put(db, *person, cause=cause, kind=kind, content=content, due_at=due):
        return due
    o = outbox_table.c
    before = select(o.due_at).where(o.tenant_id == scope.tenant_id, o.cause == cause)
    return db.execute(before).scalar() or due


def _message(interaction_id: int, person_id: int, conversation: str) -> Message:
    return Message(
        person_id=person_id,
        conversation=conversation,
        cause=_cause(interaction_id, person_id),
        kind=KIND,
        content={"interaction": str(interaction_id)},
    )


def _cause(interaction_id: int, person_id: int, deferred: int = 0) -> str:
    """`deferred`: how often it had been put off before."""
    of_person = f"wrapup:{interaction_id}:{person_id}"
    return f"{of_person}:{deferred}" if deferred else of_person
