"""Who can be played on the demo's chat page? The people of the demo data."""

from dataclasses import dataclass

CONTOSO = "c0000000-0000-4000-8000-000000000001"
FABRIKAM = "f0000000-0000-4000-8000-000000000002"
TENANT_NAMES = {CONTOSO: "Contoso", FABRIKAM: "Fabrikam"}


@dataclass(frozen=True, slots=True)
class Player:
    """One person of the demo: `person` is the Entra object id, `user` the channel's id, `takes_calls` as an agent."""

    key: str
    name: str
    role: str
    person: str
    tenant: str = CONTOSO
    takes_calls: bool = False

    @property
    def user(self) -> str:
        return f"29:{self.key}"

    @property
    def upn(self) -> str:
        return f"{self.key}@example.com"


def _person(number: int) -> str:
    return f"a1000000-0000-4000-8000-{number:012}"


CAST = (
    Player("alice", "Alice Agent", "agent, Support", _person(1), takes_calls=True),
    Player("ben", "Ben Agent", "agent, Support and Sales", _person(2), takes_calls=True),
    Player("olga", "Olga Owner", "owner of Support; agent", _person(3), takes_calls=True),
    Player("adam", "Adam Admin", "tenant admin", _person(4)),
    Player("petra", "Petra Partner", "partner admin of both tenants", _person(5)),
    Player("fiona", "Fiona Foreign", "tenant admin of Fabrikam", _person(6), tenant=FABRIKAM),
    Player("anna", "Anna Admin", "second tenant admin of Contoso", _person(7)),
    Player("otto", "Otto Owner", "owner of Sales and Billing", _person(8)),
)
