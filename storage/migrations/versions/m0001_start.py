"""The store as it starts: people, customers, interactions, events, audit, outbox, cards."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.types import Moment, Outcome

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_PAYLOAD = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_TERM = sa.String().with_variant(sa.String(collation="C"), "postgresql")

_SQLITE = (
    # Substrings. Contentless: the words lie in `customers` already. Written by storage/substrings.py.
    "CREATE VIRTUAL TABLE customers_fts USING fts5(tenant, terms, tokenize='trigram', content='', columnsize=0)",
    *(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in ("audit_log", "audit_seals")
        for verb in ("UPDATE", "DELETE")
    ),
)

_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE EXTENSION IF NOT EXISTS btree_gin",
    "CREATE INDEX ix_customers_substrings ON customers USING gin (tenant_id, search_text gin_trgm_ops)",
    "CREATE SEQUENCE audit_position",
    # Positions rise in the order of commits: a number is drawn under a shared lock that the transaction keeps to its
    # end; whoever seals takes it exclusively, and knows then that no smaller number is still under way.
    """CREATE FUNCTION audit_take_position() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      PERFORM pg_advisory_xact_lock_shared(7230501);
      NEW.position := nextval('audit_position');
      RETURN NEW; END $$""",
    """CREATE TRIGGER audit_log_position BEFORE INSERT ON audit_log
      FOR EACH ROW EXECUTE FUNCTION audit_take_position()""",
    """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$""",
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        for table in ("audit_log", "audit_seals")
    ),
)


def upgrade() -> None:
    op.create_table(
        "audit_log",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=True),
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("detail", _PAYLOAD, nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "position", name="pk_audit_log"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_audit_log_tenant_id_subject_kind_subject_id_position",
        "audit_log",
        ["tenant_id", "subject_kind", "subject_id", "position"],
        unique=False,
    )
    op.create_table(
        "audit_seals",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("last_position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("sealed_at", Moment(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "last_position", name="pk_audit_seals"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "customers",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=400), nullable=True),
        sa.Column("named_at", Moment(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("last_contact_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_customers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_customers_recent", "customers", ["tenant_id", "last_contact_at", "id"], unique=False)
    op.create_table(
        "events",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.String(length=200), nullable=False),
        sa.Column("task_id", sa.String(length=200), nullable=False),
        sa.Column("occurred_at", Moment(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("payload", _PAYLOAD, nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "event_id", name="pk_events"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_events_tenant_id_task_id", "events", ["tenant_id", "task_id"], unique=False)
    op.create_table(
        "people",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("upn", sa.String(length=320), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=True),
        sa.Column("chosen_tenant_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_people"),
        sa.UniqueConstraint("tenant_id", "object_id", name="uq_people_tenant_id_object_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "services",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("external_id", sa.String(length=100), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("licence", sa.String(length=30), nullable=True),
        sa.Column("acceptance_sla_seconds", sa.Integer(), nullable=False),
        sa.Column("hangup_sla_seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_services"),
        sa.UniqueConstraint("tenant_id", "external_id", name="uq_services_tenant_id_external_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_services_tenant_id_name_key", "services", ["tenant_id", "name_key"], unique=False)
    op.create_table(
        "tenants",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entra_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("region", sa.String(length=2), nullable=False),
        sa.Column("partners_see_customers", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tenants"),
        sa.UniqueConstraint("entra_id", name="uq_tenants_entra_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "api_keys",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("door", sa.String(length=10), nullable=False),
        sa.Column("service_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("secret_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"], ["services.tenant_id", "services.id"], name="fk_api_keys_services"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_api_keys"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contacts",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("service_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_contact_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"], name="fk_contacts_customers"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"], ["services.tenant_id", "services.id"], name="fk_contacts_services"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "customer_id", "service_id", name="pk_contacts"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_contacts_recent", "contacts", ["tenant_id", "service_id", "last_contact_at", "customer_id"], unique=False
    )
    op.create_table(
        "conversations",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation", sa.String(length=400), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("service_url", sa.String(length=400), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("installed", sa.Boolean(), nullable=False),
        sa.Column("welcomed", sa.Boolean(), nullable=False),
        sa.Column("parked_at", Moment(), nullable=True),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["people.tenant_id", "people.id"], name="fk_conversations_people"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "conversation", name="pk_conversations"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_conversations_tenant_id_person_id", "conversations", ["tenant_id", "person_id"], unique=False)
    op.create_table(
        "customer_terms",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("term", _TERM, nullable=False),
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "term", "customer_id", name="pk_customer_terms"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "identifiers",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"], name="fk_identifiers_customers"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "key", name="pk_identifiers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_identifiers_tenant_id_customer_id", "identifiers", ["tenant_id", "customer_id"], unique=False)
    op.create_table(
        "interactions",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("task_id", sa.String(length=200), nullable=False),
        sa.Column("call_chain_id", sa.String(length=200), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("service_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("initial_service_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("queued_service_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("last_user_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("source", sa.String(length=400), nullable=True),
        sa.Column("direction", sa.String(length=10), nullable=True),
        sa.Column("modality", sa.String(length=20), nullable=True),
        sa.Column("opening_hours", sa.String(length=50), nullable=True),
        sa.Column("result", Outcome(), nullable=True),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("terminated_at", Moment(), nullable=True),
        sa.Column("last_event_at", Moment(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("queued", sa.Boolean(), nullable=False),
        sa.Column("queue_seconds", sa.Integer(), nullable=True),
        sa.Column("ivr_seconds", sa.Integer(), nullable=True),
        sa.Column("connected_seconds", sa.Integer(), nullable=True),
        sa.Column("issue_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"], name="fk_interactions_customers"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "last_user_id"], ["people.tenant_id", "people.id"], name="fk_interactions_people"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"], ["services.tenant_id", "services.id"], name="fk_interactions_services"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_interactions"),
        sa.UniqueConstraint("tenant_id", "task_id", name="uq_interactions_tenant_id_task_id"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_interactions_history",
        "interactions",
        ["tenant_id", "customer_id", "started_at", "id", "service_id"],
        unique=False,
    )
    op.create_index(
        "ix_interactions_outcomes", "interactions", ["tenant_id", "customer_id", "service_id", "result"], unique=False
    )
    op.create_index(
        "ix_interactions_tenant_id_call_chain_id_started_at",
        "interactions",
        ["tenant_id", "call_chain_id", "started_at"],
        unique=False,
    )
    op.create_table(
        "memberships",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("service_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["people.tenant_id", "people.id"], name="fk_memberships_people"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"], ["services.tenant_id", "services.id"], name="fk_memberships_services"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", "service_id", "role", name="pk_memberships"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "roles",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id", "person_id"], ["people.tenant_id", "people.id"], name="fk_roles_people"),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", "role", name="pk_roles"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sent_cards",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("conversation", sa.String(length=400), nullable=False),
        sa.Column("activity_id", sa.String(length=200), nullable=True),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["people.tenant_id", "people.id"], name="fk_sent_cards_people"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_sent_cards"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_sent_cards_tenant_id_conversation_activity_id",
        "sent_cards",
        ["tenant_id", "conversation", "activity_id"],
        unique=False,
    )
    op.create_table(
        "card_subjects",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("card_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "card_id"], ["sent_cards.tenant_id", "sent_cards.id"], name="fk_card_subjects_sent_cards"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "subject_kind", "subject_id", "card_id", name="pk_card_subjects"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "identity_conflicts",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("interaction_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            name="fk_identity_conflicts_customers",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "interaction_id"],
            ["interactions.tenant_id", "interactions.id"],
            name="fk_identity_conflicts_interactions",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "interaction_id", "customer_id", name="pk_identity_conflicts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "issues",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("interaction_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reported_by", sa.String(length=320), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reported_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "interaction_id"],
            ["interactions.tenant_id", "interactions.id"],
            name="fk_issues_interactions",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "interaction_id", "id", name="pk_issues"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "legs",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("interaction_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("started_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("outcome", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "interaction_id"], ["interactions.tenant_id", "interactions.id"], name="fk_legs_interactions"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "interaction_id", "position", name="pk_legs"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("conversation", sa.String(length=400), nullable=False),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("content", _PAYLOAD, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "conversation"],
            ["conversations.tenant_id", "conversations.conversation"],
            name="fk_outbox_conversations",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_outbox"),
        sa.UniqueConstraint("tenant_id", "cause", name="uq_outbox_tenant_id_cause"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_outbox_tenant_id_state_due_at", "outbox", ["tenant_id", "state", "due_at"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for statement in _SQLITE:
            op.get_bind().exec_driver_sql(statement)
    else:
        for statement in _POSTGRESQL:
            op.get_bind().exec_driver_sql(statement)
