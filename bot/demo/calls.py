"""What happens when the telephone rings? The events that a contact centre sends about one call."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import phonenumbers

from bot.demo.cast import CAST, CONTOSO, FABRIKAM, Player

Json = dict[str, Any]
UNKNOWN = "Unknown number"
CALLERS = {
    CONTOSO: {"Raymond Holt": "+41791234567", "Dorain Gray": "+412345678910"},
    FABRIKAM: {"Nora Berg": "+4930901820"},
}
SERVICES = {CONTOSO: "Support", FABRIKAM: "Hotline"}


@dataclass(frozen=True, slots=True)
class Call:
    """A call that has just ended: who rang, who answered, and how many seconds each part took."""

    tenant: str
    caller: str
    number: str
    agent: Player
    announced: int
    queued: int
    talked: int

    @property
    def known(self) -> bool:
        return self.caller != UNKNOWN

    @property
    def service(self) -> str:
        return SERVICES[self.tenant]

    def story(self) -> str:
        """One sentence for the person who simulated it."""
        number = _readable(self.number)
        who = f"{self.caller}, {number}," if self.known else f"{number}, a number nobody knows,"
        minutes, seconds = divmod(self.talked, 60)
        return (
            f"Simulated call: {who} waited {self.queued} s for {self.service} "
            f"and talked to {self.agent.name} for {minutes} min {seconds:02} s."
        )


def _readable(number: str) -> str:
    parsed = phonenumbers.parse(number)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def callers(tenant: str) -> list[str]:
    """Who can be made to ring, by name."""
    return [*CALLERS[tenant], UNKNOWN]


def ring(player: Player, caller: str | None) -> Call:
    """A call to the player, or to somebody of the tenant who takes calls; `caller` None: any of them."""
    known = CALLERS[player.tenant]
    name = caller if caller in callers(player.tenant) else secrets.choice(callers(player.tenant))
    at_work = [person for person in CAST if person.takes_calls and person.tenant == player.tenant]
    return Call(
        tenant=player.tenant,
        caller=name,
        number=known.get(name) or f"+4144668{1000 + secrets.randbelow(9000)}",
        agent=player if player.takes_calls or not at_work else at_work[0],
        announced=5 + secrets.randbelow(15),
        queued=3 + secrets.randbelow(40),
        talked=45 + secrets.randbelow(400),
    )


def events(call: Call, now: datetime) -> list[Json]:
    """Created, queued, connected, terminated; the last one at `now`."""
    created = now - timedelta(seconds=call.announced + call.queued + call.talked)
    queued = created + timedelta(seconds=call.announced)
    connected = queued + timedelta(seconds=call.queued)
    task = str(uuid4())
    common = _task(call, task, created)
    answered = {"lastConnectedUserId": call.agent.person, "lastConnectedUserUPN": call.agent.upn}
    return [
        common | _what("created", created),
        common | _what("queued", queued) | {"firstQueuedServiceName": call.service},
        common | _what("connected", connected) | answered,
        common | _what("terminated", now) | answered | _outcome(call, connected, now),
    ]


def _what(event: str, at: datetime) -> Json:
    return {"eventId": str(uuid4()), "event": event, "occurredAt": _iso(at)}


def _task(call: Call, task: str, created: datetime) -> Json:
    return {
        "tenantId": call.tenant,
        "taskId": task,
        "callChainId": task,
        "direction": "Inbound",
        "modality": "Audio",
        "serviceName": call.service,
        "created": _iso(created),
        "callerTelNumber": call.number,
        "customerName": call.caller if call.known else None,
        "openingHours": "Open",
    }


def _outcome(call: Call, connected: datetime, now: datetime) -> Json:
    return {
        "terminated": _iso(now),
        "result": "accepted_by_user",
        "firstQueuedServiceName": call.service,
        "ivrSeconds": call.announced,
        "queueSeconds": call.queued,
        "connectedSeconds": call.talked,
        "legs": [
            {
                "userId": call.agent.person,
                "userUPN": call.agent.upn,
                "startedAt": _iso(connected),
                "endedAt": _iso(now),
                "outcome": "accepted",
            }
        ],
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
