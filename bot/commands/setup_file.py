"""What does a set-up file declare?"""

from typing import Annotated, Any, Final, Literal

import phonenumbers
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from storage import declarations

MOST_SECONDS: Final = 24 * 3600
PRIVACY: Final = (
    "agents_see_customers",
    "owners_see_customers",
    "partners_see_customers",
    "users_shown",
    "feed_shows_customers",
)


def _region(value: str) -> str:
    if value not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError("must be a country of ISO 3166 in two capitals, such as CH")
    return value


def _lower(value: str) -> str:
    return value.lower()


Entra = Annotated[str, AfterValidator(_lower), Field(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Somebody = Annotated[str, Field(min_length=1, max_length=320)]
Seconds = Annotated[int, Field(ge=1, le=MOST_SECONDS)]
# YAML reads an unquoted number as a number, and NO as false.
Text = BeforeValidator(lambda value: str(value) if isinstance(value, int) and not isinstance(value, bool) else value)
Region = Annotated[str, BeforeValidator(lambda value: "NO" if value is False else value), AfterValidator(_region)]
Licence = Annotated[
    Literal["enterprise_routing", "contact_center"] | None, BeforeValidator(lambda v: None if v == "none" else v)
]


class _Section(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", hide_input_in_errors=True)

    def said(self, *fields: str) -> dict[str, Any]:
        """Of these fields, those that the file holds."""
        return {name: getattr(self, name) for name in fields if name in self.model_fields_set}


class PersonSection(_Section):
    id: Entra
    name: Name
    upn: Annotated[str, Field(max_length=320)] | None = None
    roles: list[Literal["tenant_admin", "partner_admin"]] | None = None

    def declared(self) -> declarations.Person:
        roles = None if self.roles is None else frozenset(self.roles)
        return declarations.Person(object_id=self.id, name=self.name, upn=self.upn, roles=roles)


class ServiceSection(_Section):
    name: Name
    id: Annotated[str, Text, Field(min_length=1, max_length=100)] | None = None
    licence: Licence = None
    acceptance_sla_seconds: Seconds = 20
    hangup_sla_seconds: Seconds = 20
    owners: list[Somebody] | None = None
    members: list[Somebody] | None = None

    def declared(self) -> declarations.Service:
        return declarations.Service(
            name=self.name,
            external_id=self.id,
            settings=self.said("licence", "acceptance_sla_seconds", "hangup_sla_seconds"),
            owners=None if self.owners is None else frozenset(self.owners),
            members=None if self.members is None else frozenset(self.members),
        )


class TenantSection(_Section):
    id: Entra
    name: Name
    region: Region
    agents_see_customers: bool = True
    owners_see_customers: bool = True
    partners_see_customers: bool = False
    users_shown: bool = True
    feed_shows_customers: bool = False
    people: list[PersonSection] | None = None
    services: list[ServiceSection] | None = None

    def declared(self) -> declarations.Tenant:
        return declarations.Tenant(
            entra_id=self.id,
            name=self.name,
            settings=self.said("region", *PRIVACY),
            people=None if self.people is None else tuple(person.declared() for person in self.people),
            services=None if self.services is None else tuple(service.declared() for service in self.services),
        )


class SetupFile(_Section):
    tenants: Annotated[list[TenantSection], Field(min_length=1)]
