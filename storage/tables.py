"""What does the store hold about people, services, customers and their contacts?"""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema import CUSTOMER, NOBODY, STAFF, Payload, Term, id_column, metadata, modified, refers, table
from storage.types import Moment, Outcome

tenants = Table(
    "tenants",
    metadata,
    id_column(),
    Column("entra_id", String(36), nullable=False, info=NOBODY),
    Column("name", String(200), nullable=False, info=NOBODY),
    Column("region", String(2), nullable=False, info=NOBODY),  # ISO 3166: numbers without a country code are from here
    Column("agents_see_customers", Boolean, nullable=False),  # names and identifiers, as do the others
    Column("owners_see_customers", Boolean, nullable=False),
    Column("partners_see_customers", Boolean, nullable=False),
    Column("users_shown", Boolean, nullable=False),  # to others than tenant admins; else by a pseudonym
    Column("feed_shows_customers", Boolean, nullable=False),  # else the reporting feed masks them
    Column("retention_months", Integer),  # None: interactions are kept without end
    modified(),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("entra_id"),
    sqlite_with_rowid=False,
)

people = table(
    "people",
    "id",
    id_column(),
    Column("object_id", String(64), nullable=False, info=STAFF),  # of Microsoft Entra
    Column("name", String(200), nullable=False, info=STAFF),
    Column("upn", String(320), info=STAFF),
    Column("language", String(5), info=NOBODY),
    id_column("chosen_tenant_id", nullable=True),  # a partner admin's choice among the tenants they look after
    modified(),
    UniqueConstraint("tenant_id", "object_id"),
)

roles = table(
    "roles",
    "person_id role",
    id_column("person_id"),
    Column("role", String(20), nullable=False, info=NOBODY),  # tenant_admin, partner_admin
    refers("person_id", "people"),
)

services = table(
    "services",
    "id",
    id_column(),
    Column("external_id", String(100), info=NOBODY),  # serviceId of the events
    Column("name", String(200), nullable=False, info=NOBODY),
    Column("name_key", String(200), nullable=False, info=NOBODY),  # folded
    Column("licence", String(30), info=NOBODY),  # enterprise_routing, contact_center
    Column("acceptance_sla_seconds", Integer, nullable=False),
    Column("hangup_sla_seconds", Integer, nullable=False),
    modified(),
    UniqueConstraint("tenant_id", "external_id"),
    Index(None, "tenant_id", "name_key"),
)

memberships = table(
    "memberships",
    "person_id service_id role",
    id_column("person_id"),
    id_column("service_id"),
    Column("role", String(10), nullable=False, info=NOBODY),  # agent, owner
    refers("person_id", "people"),
    refers("service_id", "services"),
)

customers = table(
    "customers",
    "id",
    id_column(),
    Column("name", String(400), info=CUSTOMER),
    Column("named_at", Moment),  # occurredAt of the event that said so: a later one wins
    Column("search_text", Text, nullable=False, info=CUSTOMER),  # all terms, see storage/terms.py
    Column("last_contact_at", Moment, nullable=False),
    Index("ix_customers_recent", "tenant_id", "last_contact_at", "id"),
    Index("ix_customers_contact", "tenant_id", "id", "last_contact_at"),  # narrow: a search looks at thousands
)

identifiers = table(
    "identifiers",
    "key",
    Column("key", String(400), nullable=False, info=CUSTOMER),  # kind and normal form, see storage/terms.py
    id_column("customer_id"),
    Column("kind", String(10), nullable=False, info=NOBODY),  # phone, upn, caller
    Column("value", String(400), nullable=False, info=CUSTOMER),
    refers("customer_id", "customers"),
    Index(None, "tenant_id", "customer_id"),
)

customer_terms = table(  # an index by hand: each term of a customer's `search_text`
    "customer_terms",
    "term customer_id",
    Column("term", Term, nullable=False, info=CUSTOMER),
    id_column("customer_id"),
)

contacts = table(  # which customer has been in touch with which service: the scope of agents and owners
    "contacts",
    "customer_id service_id",
    id_column("customer_id"),
    id_column("service_id"),
    Column("last_contact_at", Moment, nullable=False),
    refers("customer_id", "customers"),
    refers("service_id", "services"),
    Index("ix_contacts_recent", "tenant_id", "service_id", "last_contact_at", "customer_id"),
)

interactions = table(
    "interactions",
    "id",
    id_column(),
    Column("task_id", String(200), nullable=False, info=NOBODY),
    Column("call_chain_id", String(200), info=NOBODY),
    id_column("customer_id", nullable=True),
    id_column("service_id", nullable=True),
    id_column("initial_service_id", nullable=True),
    id_column("queued_service_id", nullable=True),
    id_column("last_user_id", nullable=True),
    Column("source", String(400), info=CUSTOMER),
    Column("direction", String(10), info=NOBODY),
    Column("modality", String(20), info=NOBODY),
    Column("opening_hours", String(50), info=NOBODY),
    Column("result", Outcome),
    Column("started_at", Moment, nullable=False),
    Column("terminated_at", Moment),
    Column("last_event_at", Moment, nullable=False),
    Column("seconds", Integer),  # from start to termination
    Column("queued", Boolean, nullable=False),  # had a queue activity
    Column("queue_seconds", Integer),
    Column("ivr_seconds", Integer),
    Column("connected_seconds", Integer),
    Column("issue_count", Integer, nullable=False),
    modified(),
    refers("customer_id", "customers"),
    refers("service_id", "services"),
    refers("last_user_id", "people"),
    UniqueConstraint("tenant_id", "task_id"),
    Index(None, "tenant_id", "call_chain_id", "started_at"),
    Index("ix_interactions_history", "tenant_id", "customer_id", "started_at", "id", "service_id"),
    Index("ix_interactions_outcomes", "tenant_id", "customer_id", "service_id", "result"),
    Index("ix_interactions_user", "tenant_id", "last_user_id", "started_at", "id"),
    Index("ix_interactions_service", "tenant_id", "service_id", "started_at", "id", "result"),
    Index("ix_interactions_modified", "tenant_id", "modified_at", "id"),
)

legs = table(
    "legs",
    "interaction_id position",
    id_column("interaction_id"),
    Column("position", Integer, nullable=False),
    id_column("person_id", nullable=True),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("outcome", String(30), info=NOBODY),
    refers("interaction_id", "interactions"),
    Index("ix_legs_person", "tenant_id", "person_id", "interaction_id"),
)

issues = table(
    "issues",
    "interaction_id id",
    id_column("interaction_id"),
    id_column(),
    Column("reported_by", String(320), info=STAFF),
    Column("text", Text, nullable=False, info=CUSTOMER),
    Column("reported_at", Moment, nullable=False),
    refers("interaction_id", "interactions"),
)

events = table(
    "events",
    "event_id",
    Column("event_id", String(200), nullable=False, info=NOBODY),
    Column("task_id", String(200), nullable=False, info=NOBODY),
    Column("occurred_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("payload", Payload, nullable=False, info=CUSTOMER),
    Index(None, "tenant_id", "task_id"),
)

identity_conflicts = table(
    "identity_conflicts",
    "interaction_id customer_id",
    id_column("interaction_id"),
    id_column("customer_id"),  # the other customer that the event's identifiers point to
    Column("seen_at", Moment, nullable=False),
    refers("interaction_id", "interactions"),
    refers("customer_id", "customers"),
)

api_keys = table(
    "api_keys",
    "id",
    id_column(),
    Column("door", String(10), nullable=False, info=NOBODY),  # events, odata
    id_column("service_id", nullable=True),
    Column("secret_sha256", String(64), nullable=False, info=NOBODY),  # of 256 random bits
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    refers("service_id", "services"),
)

audit_log = table(
    "audit_log",
    "position",
    id_column("position"),
    Column("at", Moment, nullable=False),
    id_column("actor_id", nullable=True),  # a person; nobody for commands and jobs
    Column("action", String(60), nullable=False, info=NOBODY),
    Column("outcome", String(10), nullable=False, info=NOBODY),  # done, refused
    Column("subject_kind", String(20), info=NOBODY),
    id_column("subject_id", nullable=True),
    Column("detail", Payload, info=NOBODY),  # counts and names of settings; never what somebody typed
    Index(None, "tenant_id", "subject_kind", "subject_id", "position"),
    Index("ix_audit_log_time", "tenant_id", "at", "position", "action", "outcome"),  # a rare deed is found in it alone
    Index("ix_audit_log_actor", "tenant_id", "actor_id", "at", "position", "action", "outcome"),
)

audit_seals = table(
    "audit_seals",
    "last_position",
    id_column("last_position"),
    id_column("first_position"),
    Column("row_count", Integer, nullable=False),
    Column("sealed_at", Moment, nullable=False),
    Column("hash", String(64), nullable=False, info=NOBODY),  # SHA-256 over the previous hash and the rows
)
