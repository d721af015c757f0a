"""Cards of roles and of a service's settings, filled with the ordinary, the longest and the most hostile."""

from dataclasses import replace
from typing import Any, Final

from cards import roles, services
from cards.words import Words
from storage.roles import Made
from storage.service_settings import Changed, Panel
from storage.services import Service
from storage.staff import Held, Page, Person
from tests.samples_privacy import CHANGE, HOSTILE

SOME_ID: Final = 2**62 - 1
SUPPORT: Final = Service(
    id=SOME_ID,
    external_id="svc-support",
    name="Support",
    licence="contact_center",
    acceptance_sla_seconds=20,
    hangup_sla_seconds=20,
)
OWNER: Final = Held(role="owner", service_id=SOME_ID, service="Support")
BEN: Final = Person(
    id=SOME_ID,
    object_id="a1000000-0000-4000-8000-000000000002",
    name="Ben Agent",
    upn="ben@contoso.example",
    held=(Held(role="agent", service_id=SOME_ID, service="Support"),),
)
MANY: Final = tuple(replace(SUPPORT, id=SOME_ID - n, name=f"{n} {HOSTILE * 9}") for n in range(200))
BUSY: Final = replace(
    BEN,
    name=HOSTILE * 9,
    upn=HOSTILE * 9,
    held=(
        Held(role="tenant_admin"),
        *(Held(role="owner", service_id=s.id, service=s.name) for s in MANY),
    ),
)
NEW: Final = replace(BEN, name=BEN.object_id, upn=None, held=())
PANEL: Final = Panel(
    service=SUPPORT,
    owners=((SOME_ID, "Olga Owner"),),
    members=((1, "Alice Agent"), (2, "Ben Agent")),
    last=None,
    can_set=True,
)


def role_cards(words: Words) -> dict[str, dict[str, Any]]:
    """By a name."""
    page = Page(tenant="Contoso", people=(BEN, replace(BEN, name="Olga Owner", held=(OWNER,)), NEW), total=3, first=1)
    given = Made(person=BEN, services=(SUPPORT,), held=OWNER, given=True, change=CHANGE, is_admin=True)
    hostile = replace(
        given, person=BUSY, services=MANY, held=BUSY.held[1], change=replace(CHANGE, by=HOSTILE, mine=False)
    )
    return {
        "roles": roles.listing(words, page),
        "roles, a page between": roles.listing(words, replace(page, first=11, total=1204)),
        "hostile roles": roles.listing(words, replace(page, tenant=HOSTILE * 9, people=(BUSY,) * 10, total=10)),
        "several people": roles.which(words, [BEN, NEW]),
        "several people for a role": roles.which(
            words, [BUSY] * 10, {"action": "roles.take", "held": f"owner {SOME_ID}"}
        ),
        "person": roles.person(words, BEN, (SUPPORT,)),
        "person without a role": roles.person(words, NEW, ()),
        "hostile person": roles.person(words, BUSY, MANY),
        "role given": roles.made(words, given),
        "role taken": roles.made(words, replace(given, given=False)),
        "role as before": roles.made(words, replace(given, change=None)),
        "own role taken": roles.made(
            words, replace(given, given=False, held=Held(role="tenant_admin"), is_admin=False)
        ),
        "hostile role given": roles.made(words, hostile),
    }


def service_cards(words: Words) -> dict[str, dict[str, Any]]:
    """By a name."""
    changed = Changed(
        before=replace(SUPPORT, licence=None, hangup_sla_seconds=86400), panel=replace(PANEL, last=CHANGE)
    )
    crowd = tuple((SOME_ID - n, HOSTILE * 9) for n in range(300))
    hostile = Panel(service=MANY[0], owners=crowd, members=crowd, last=CHANGE, can_set=True)
    return {
        "service": services.panel(words, PANEL),
        "service for its owner": services.panel(words, replace(PANEL, can_set=False)),
        "service without anybody": services.panel(words, replace(PANEL, owners=(), members=())),
        "service changed": services.changed(words, changed),
        "service as before": services.changed(words, replace(changed, before=SUPPORT)),
        "hostile service": services.panel(words, hostile),
        "hostile service for its owner": services.panel(words, replace(hostile, can_set=False)),
        "hostile service changed": services.changed(words, Changed(before=SUPPORT, panel=hostile)),
        "services": services.choice(words, MANY),
    }
