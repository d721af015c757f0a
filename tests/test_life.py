"""Does the store agree with a simple model over the whole life of codes and of interactions, in whichever order?"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, func, select

from storage import choices, code_changes, code_lists, codes, conclusions, glances, receipts, rules, services, switches
from storage import people as persons
from storage.code_changes import CodeExists
from storage.code_lists import CodeRetired
from storage.conclusions import AlreadyConcluded
from storage.database import Database, open_database
from storage.fold import Event
from storage.rules import OutOfBounds, Rules
from storage.tables import audit_log, interactions
from tests.told import a_tenant, admin_of, tell

BEGAN: Final = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NAMES: Final = ("Sold", "sold", "SÖLD", "söld", "Later", "Lost")
TAGS: Final = ("vip", "VIP", "#router", "two words", "x" * 51, *(f"t{n}" for n in range(9)))
AFTER: Final = 30  # minutes until the timer sets the default
KINDS: Final = ("primary", "secondary")
_tenants = count()


@dataclass
class Code:
    id: int
    kind: str
    name: str
    retired: bool = False


@dataclass(frozen=True)
class Conclusion:
    who: int | None  # None: the timer
    code_ids: frozenset[int]
    names: tuple[str, ...]  # as they were
    tags: tuple[str, ...]


@dataclass
class Call:
    id: int
    task: str
    desk: "Desk"
    began: datetime
    by: str | None
    ended: datetime | None = None
    conclusion: Conclusion | None = None


@dataclass
class Desk:
    """A service: the order of its codes, the retired ones at their places, its switch, and what the timer sets."""

    id: int
    name: str
    order: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    thrown: bool = False
    until: datetime | None = None
    default: tuple[int, datetime] | None = None  # a code, since when

    def is_on(self, now: datetime) -> bool:
        return self.thrown != (self.until is not None and self.until <= now)


class Life(RuleBasedStateMachine):
    """Each step is taken in the store and in the model; whatever the store answers, the model said before."""

    store: Database
    runner: asyncio.Runner

    @initialize()
    def begin(self) -> None:
        self.now = BEGAN
        self.codes: dict[int, Code] = {}
        self.calls: list[Call] = []
        tenant_id = self.runner.run(a_tenant(self.store, f"tenant {next(_tenants)}"))
        licence = "enterprise_routing"
        names = ("Support", "Sales")
        self.desks = [Desk(self.write(services.add, tenant_id, name=n, licence=licence).id, n) for n in names]
        self.admin = self.runner.run(admin_of(self.store, tenant_id))
        known = self.write(persons.known, tenant_id, {"ann": None, "bob": None})
        agent = replace(self.admin, roles=frozenset({"agent"}), services=frozenset(desk.id for desk in self.desks))
        self.people = {"admin": self.admin} | {n: replace(agent, person_id=i) for n, i in known.items()}
        for kind, name in (
            *(("primary", n) for n in ("Resolved", "Escalated", "Later", "Lost")),
            ("secondary", "Outage"),
        ):
            self.defines(kind, name, 0)
        self.applies([0, 1, 2, 3, 4], 0)
        self.throws(0, True, None)
        self.a_call_begins(0, "ann")
        self.a_call_ends(0)
        self.now += timedelta(minutes=1)
        self.chooses_a_default(0, 0)

    def write(self, function: Callable[..., Any], *args: Any, **said: Any) -> Any:
        return self.runner.run(self.store.write(function, *args, **said))

    def living(self, desk: Desk) -> list[Code]:
        return [self.codes[i] for kind in KINDS for i in desk.order[kind] if not self.codes[i].retired]

    def pick(self, number: int) -> Code:
        return list(self.codes.values())[number % len(self.codes)]

    # -- the owner

    @rule(kind=st.sampled_from(KINDS), name=st.sampled_from(NAMES), at=st.integers(0, 1))
    def defines(self, kind: str, name: str, at: int) -> None:
        taken = any((c.kind, c.name.casefold()) == (kind, name.casefold()) for c in self.codes.values())
        try:
            made = self.write(
                code_changes.create, self.admin, self.desks[at].id, kind=kind, name=name, description="", now=self.now
            )
        except CodeExists:
            assert taken
        else:
            assert not taken
            self.codes[made.id] = Code(made.id, kind, name)

    @precondition(lambda self: self.codes)
    @rule(number=st.integers(0, 9), name=st.sampled_from(NAMES))
    def renames(self, number: int, name: str) -> None:
        code = self.pick(number)
        others = [c for c in self.codes.values() if c is not code and c.kind == code.kind]
        taken = any(c.name.casefold() == name.casefold() for c in others)
        try:
            self.write(code_changes.edit, self.admin, code.id, name=name, description="")
        except CodeExists:
            assert taken
        else:
            assert not taken
            code.name = name

    @precondition(lambda self: self.codes)
    @rule(number=st.integers(0, 9), back=st.booleans())
    def retires_or_brings_back(self, number: int, back: bool) -> None:
        code = self.pick(number)
        if back:
            self.write(code_changes.restore, self.admin, code.id)
        else:
            self.write(code_changes.retire, self.admin, code.id, self.now)
            if not code.retired:
                self.forget_default(code.id, self.desks)
        code.retired = not back

    @precondition(lambda self: self.codes)
    @rule(numbers=st.lists(st.integers(0, 9), min_size=1, max_size=4), at=st.integers(0, 1))
    def applies(self, numbers: list[int], at: int) -> None:
        desk, wanted = self.desks[at], [self.pick(n) for n in numbers]
        try:
            self.write(code_lists.add, self.admin, desk.id, [c.id for c in wanted])
        except CodeRetired:
            assert any(c.retired for c in wanted)
        else:
            assert not any(c.retired for c in wanted)
            for code in dict.fromkeys(c.id for c in wanted):
                order = desk.order[self.codes[code].kind]
                order += [] if code in order else [code]

    @precondition(lambda self: self.codes)
    @rule(number=st.integers(0, 9), at=st.integers(0, 1))
    def takes_off(self, number: int, at: int) -> None:
        desk, code = self.desks[at], self.pick(number)
        self.write(code_lists.take_off, self.admin, desk.id, [code.id])
        if code in self.living(desk):
            desk.order[code.kind].remove(code.id)
            self.forget_default(code.id, [desk])

    @rule(at=st.integers(0, 1), number=st.integers(0, 9), place=st.integers(1, 5))
    def moves(self, at: int, number: int, place: int) -> None:
        desk = self.desks[at]
        if not (living := self.living(desk)):
            return
        code = living[number % len(living)]
        self.write(code_lists.move, self.admin, desk.id, code.id, place)
        order = desk.order[code.kind]
        if place == [i for i in order if not self.codes[i].retired].index(code.id) + 1:
            return
        order.remove(code.id)
        others = [i for i in order if not self.codes[i].retired]
        order.insert(order.index(others[place - 1]) if place <= len(others) else len(order), code.id)

    @rule(at=st.integers(0, 1), on=st.booleans(), hours=st.none() | st.integers(1, 4))
    def throws(self, at: int, on: bool, hours: int | None) -> None:
        desk = self.desks[at]
        until = self.now + timedelta(hours=hours) if hours else None
        self.write(switches.throw, self.admin, desk.id, "codes", on=on, until=until, now=self.now)
        desk.thrown, desk.until = on, until

    @rule(at=st.sampled_from([0, 0, 1]), number=st.integers(0, 9))
    def chooses_a_default(self, at: int, number: int) -> None:
        desk, before = self.desks[at], self.desks[at].default
        fit = [c for c in self.living(desk) if c.kind == "primary"]
        chosen = fit[number % len(fit)].id if fit else 1
        wanted = Rules(default_code_id=chosen, default_after_minutes=AFTER)
        try:
            self.write(rules.lay_down, self.admin, desk.id, wanted, self.now)
        except OutOfBounds:
            assert not fit
        else:
            desk.default = before if before and before[0] == chosen else (chosen, self.now)

    def forget_default(self, code_id: int, desks: Iterable[Desk]) -> None:
        for desk in desks:
            if desk.default and desk.default[0] == code_id:
                desk.default = None

    # -- what happens

    @rule(at=st.integers(0, 1), by=st.sampled_from(["ann", "bob", None]))
    def a_call_begins(self, at: int, by: str | None) -> None:
        call = Call(0, f"task {len(self.calls)}", self.desks[at], self.now, by)
        self.tell(call, "connected")
        i = interactions.c
        query = select(i.id).where(i.tenant_id == self.admin.tenant_id, i.task_id == call.task)
        call.id = self.write(lambda db: db.execute(query).scalar_one())
        self.calls.append(call)

    @precondition(lambda self: self.calls)
    @rule(number=st.integers(0, 9))
    def a_call_ends(self, number: int) -> None:
        """The same again changes nothing."""
        call = self.calls[number % len(self.calls)]
        call.ended = call.ended or self.now
        self.tell(call, "terminated")

    def tell(self, call: Call, event: str) -> None:
        at = call.began if event == "connected" else call.ended
        assert at is not None
        said = {"serviceName": call.desk.name, "callerTelNumber": "+41791234567", "lastConnectedUserId": call.by}
        head = {"eventId": f"{call.task} {event}", "event": event, "tenantId": "t", "taskId": call.task}
        times = {"created": call.began.isoformat(), "occurredAt": at.isoformat()}
        payload = {key: value for key, value in (head | times | said).items() if value is not None}
        told = Event(event_id=head["eventId"], event=event, occurred_at=at, task_id=call.task, payload=payload)
        self.runner.run(tell(self.store, self.admin.tenant_id, told))

    # -- who concludes

    @precondition(lambda self: self.calls and self.codes)
    @rule(
        number=st.integers(0, 9),
        who=st.sampled_from(["ann", "bob", "admin"]),
        numbers=st.lists(st.integers(0, 9), max_size=3),
        tagged=st.lists(st.sampled_from(TAGS), max_size=3) | st.just([f"t{n}" for n in range(9)] + ["vip", "other"]),
    )
    def concludes(self, number: int, who: str, numbers: list[int], tagged: list[str]) -> None:
        call, picked = self.calls[number % len(self.calls)], frozenset(self.pick(n).id for n in numbers)
        self.submits(call, who, picked, tagged)

    @precondition(lambda self: self.calls)
    @rule(number=st.integers(0, 9), who=st.sampled_from(["ann", "bob"]), which=st.integers(0, 9))
    def concludes_with_one_of_the_list(self, number: int, who: str, which: int) -> None:
        call = self.calls[number % len(self.calls)]
        if primary := call.desk.order["primary"]:
            self.submits(call, who, frozenset({primary[which % len(primary)]}), ["vip"])

    @precondition(lambda self: any(c.conclusion and c.conclusion.who for c in self.calls))
    @rule(number=st.integers(0, 9))
    def the_same_comes_again(self, number: int) -> None:
        done = [c for c in self.calls if c.conclusion and c.conclusion.who]
        call = done[number % len(done)]
        assert call.conclusion is not None
        who = next(name for name, scope in self.people.items() if scope.person_id == call.conclusion.who)
        self.submits(call, who, call.conclusion.code_ids, [t.upper() for t in reversed(call.conclusion.tags)])

    def submits(self, call: Call, who: str, picked: frozenset[int], tagged: list[str]) -> None:
        expected = self.answer(call, who, picked, tagged)
        try:
            self.write(conclusions.conclude, self.people[who], call.id, list(picked), tagged, self.now)
            answered = None
        except (AlreadyConcluded, *choices.REFUSALS) as exc:
            answered = type(exc)
        assert answered is expected
        if answered is None and call.conclusion is None:
            names = tuple(c.name for c in self.living(call.desk) if c.id in picked)
            call.conclusion = Conclusion(self.people[who].person_id, picked, names, once(tagged))

    def answer(self, call: Call, who: str, picked: frozenset[int], tagged: list[str]) -> type[Exception] | None:
        """None: a receipt."""
        if (done := call.conclusion) is not None:
            of = (self.people[who].person_id, picked, {t.casefold() for t in once(tagged)})
            same = of == (done.who, done.code_ids, {t.casefold() for t in done.tags})
            return None if same else AlreadyConcluded
        offered = self.living(call.desk)
        primary = [c.id for c in offered if c.kind == "primary"]
        found = (
            (not call.desk.is_on(self.now), choices.CodesOff),
            (not picked <= {c.id for c in offered}, choices.CodesChanged),
            (any(len(t) > 50 for t in once(tagged)), choices.TagTooLong),
            (len(picked & {*primary}) < min(1, len(primary)), choices.TooFewPrimary),
            (len(picked & {*primary}) > 1, choices.TooManyPrimary),
            (len(once(tagged)) > 10, choices.TooManyTags),
            (bool(offered) and not picked and not tagged, choices.NothingChosen),
        )
        return next((refusal for applies, refusal in found if applies), None)

    @rule(minutes=st.sampled_from([1, AFTER, AFTER + 1, 150]))
    def time_passes_and_the_timer_runs(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        waited = self.now - timedelta(minutes=AFTER)
        due = []
        for call in self.calls:
            if call.desk.default and call.desk.is_on(self.now) and call.ended and call.by and not call.conclusion:
                code_id, since = call.desk.default
                if since < call.ended < waited and waited - timedelta(days=7) < call.began:
                    due.append((call, self.codes[code_id]))
        assert self.write(conclusions.conclude_by_default, self.now) >= len(due)  # of other tenants too
        for call, code in due:
            call.conclusion = Conclusion(None, frozenset({code.id}), (code.name,), ())

    # -- what must always be so

    @invariant()
    def the_store_says_what_the_model_says(self) -> None:
        """The agents' lists; every conclusion with the names of its day and nothing else; its audit row; its counts."""
        done = {c.id: c.conclusion for c in self.calls if c.conclusion}
        uses = {code: sum(code in each.code_ids for each in done.values()) for code in self.codes}
        lists = [[(c.id, c.name) for c in self.living(desk)] for desk in self.desks]
        assert self.write(self.seen) == (lists, {i: (c.names, c.tags) for i, c in done.items()}, len(done), uses)

    def seen(self, db: Connection) -> tuple[Any, ...]:
        offered = [codes.applied(db, self.admin.tenant_id, desk.id) for desk in self.desks]
        glanced = glances.of_many(db, self.admin, [c.id for c in self.calls], self.now)
        read = receipts.of_many(db, self.admin, glanced)
        of_this = (audit_log.c.tenant_id == self.admin.tenant_id, audit_log.c.action == "interaction.concluded")
        return (
            [[(c.id, c.name) for c in each] for each in offered],
            {i: (r.codes, r.tags) for i, r in read.items()},
            db.execute(select(func.count()).select_from(audit_log).where(*of_this)).scalar_one(),
            {code: code_changes.uses(db, self.admin, code) for code in self.codes},
        )


def once(tagged: Iterable[str]) -> tuple[str, ...]:
    """Each tag as it was written first, without its mark."""
    found: dict[str, str] = {}
    for tag in tagged:
        found.setdefault(tag.strip("#").casefold(), tag.strip("#"))
    return tuple(found.values())


@pytest.mark.timeout(600)
def test_the_life_of_codes_and_interactions_is_as_the_model_has_it(store_url: str) -> None:
    with asyncio.Runner() as runner:

        async def opened() -> Database:
            return open_database(store_url)

        store = runner.run(opened())
        machine = type("OnThisStore", (Life,), {"store": store, "runner": runner})
        often = settings(
            max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        )
        try:
            run_state_machine_as_test(machine, settings=often)
        finally:
            runner.run(store.close())
