"""Codes, the switches of a service, conclusions; and what the reporting feed and the outbox ask of what was there."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STATISTICS = (
    ("codes", "codes", "2000 1000 1"),
    ("codes", "sqlite_autoindex_codes_2", "2000 1000 500 1"),
    ("service_codes", "service_codes", "4000 2000 20 1"),
    ("service_features", "service_features", "600 300 3 1"),
    ("conclusion_rules", "conclusion_rules", "200 100 1"),
    ("health_subscriptions", "health_subscriptions", "200 100 2 1"),
    ("conclusions", "conclusions", "3000000 1500000 1"),
    ("conclusions", "ix_conclusions_modified", "3000000 1500000 2 1"),
    ("conclusion_codes", "conclusion_codes", "5000000 2500000 2 1"),
    ("conclusion_codes", "ix_conclusion_codes_tenant_id_code_id_interaction_id", "5000000 2500000 5000 1"),
    ("conclusion_codes", "ix_conclusion_codes_modified", "5000000 2500000 2 2 1"),
    ("conclusion_tags", "conclusion_tags", "1000000 500000 2 1"),
    ("conclusion_tags", "ix_conclusion_tags_tenant_id_tag_key_interaction_id", "1000000 500000 100 1"),
    ("conclusion_tags", "ix_conclusion_tags_modified", "1000000 500000 2 2 1"),
    ("interactions", "ix_interactions_user", "5000000 2500000 50000 2 1"),
    ("interactions", "ix_interactions_service", "5000000 2500000 500000 2 1 1"),
    ("interactions", "ix_interactions_modified", "5000000 2500000 2 1"),
    ("legs", "ix_legs_person", "5000000 2500000 50000 1"),
    ("outbox", "ix_outbox_conversation", "1000000 500000 500 10 2 1"),
)


def upgrade() -> None:
    op.create_table(
        "codes",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("service_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=400), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.Column("modified_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"], ["services.tenant_id", "services.id"], name="fk_codes_services"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_codes"),
        sa.UniqueConstraint("tenant_id", "kind", "name_key", name="uq_codes_tenant_id_kind_name_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "health_subscriptions",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("service_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("next_due_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["people.tenant_id", "people.id"], name="fk_health_subscriptions_people"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"], ["services.tenant_id", "services.id"], name="fk_health_subscriptions_services"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "service_id", "person_id", name="pk_health_subscriptions"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "service_features",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("service_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("feature", sa.String(length=10), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "changed_by"], ["people.tenant_id", "people.id"], name="fk_service_features_people"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"], ["services.tenant_id", "services.id"], name="fk_service_features_services"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "service_id", "feature", name="pk_service_features"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "conclusion_rules",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("service_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("primary_least", sa.Integer(), nullable=False),
        sa.Column("primary_most", sa.Integer(), nullable=False),
        sa.Column("secondary_most", sa.Integer(), nullable=True),
        sa.Column("tags_most", sa.Integer(), nullable=False),
        sa.Column("shift_ends", sa.Integer(), nullable=False),
        sa.Column("default_code_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("default_after_minutes", sa.Integer(), nullable=True),
        sa.Column("default_since", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "default_code_id"], ["codes.tenant_id", "codes.id"], name="fk_conclusion_rules_codes"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"], ["services.tenant_id", "services.id"], name="fk_conclusion_rules_services"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "service_id", name="pk_conclusion_rules"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "conclusions",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("interaction_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("service_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("concluded_at", Moment(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("modified_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "interaction_id"],
            ["interactions.tenant_id", "interactions.id"],
            name="fk_conclusions_interactions",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["people.tenant_id", "people.id"], name="fk_conclusions_people"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"], ["services.tenant_id", "services.id"], name="fk_conclusions_services"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "interaction_id", name="pk_conclusions"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_conclusions_modified", "conclusions", ["tenant_id", "modified_at", "interaction_id"], unique=False
    )
    op.create_table(
        "service_codes",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("service_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "code_id"], ["codes.tenant_id", "codes.id"], name="fk_service_codes_codes"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"], ["services.tenant_id", "services.id"], name="fk_service_codes_services"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "service_id", "code_id", name="pk_service_codes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "conclusion_codes",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("interaction_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("modified_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "code_id"], ["codes.tenant_id", "codes.id"], name="fk_conclusion_codes_codes"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "interaction_id"],
            ["conclusions.tenant_id", "conclusions.interaction_id"],
            name="fk_conclusion_codes_conclusions",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "interaction_id", "code_id", name="pk_conclusion_codes"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_conclusion_codes_modified",
        "conclusion_codes",
        ["tenant_id", "modified_at", "interaction_id", "code_id"],
        unique=False,
    )
    op.create_index(
        "ix_conclusion_codes_tenant_id_code_id_interaction_id",
        "conclusion_codes",
        ["tenant_id", "code_id", "interaction_id"],
        unique=False,
    )
    op.create_table(
        "conclusion_tags",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("interaction_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tag_key", sa.String(length=200), nullable=False),
        sa.Column("tag", sa.String(length=50), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("modified_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "interaction_id"],
            ["conclusions.tenant_id", "conclusions.interaction_id"],
            name="fk_conclusion_tags_conclusions",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "interaction_id", "tag_key", name="pk_conclusion_tags"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_conclusion_tags_modified",
        "conclusion_tags",
        ["tenant_id", "modified_at", "interaction_id", "tag_key"],
        unique=False,
    )
    op.create_index(
        "ix_conclusion_tags_tenant_id_tag_key_interaction_id",
        "conclusion_tags",
        ["tenant_id", "tag_key", "interaction_id"],
        unique=False,
    )
    _extend()
    if op.get_bind().dialect.name == "sqlite":
        told = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)"
        op.get_bind().exec_driver_sql(told, list(_STATISTICS))
        op.get_bind().exec_driver_sql("ANALYZE sqlite_schema")


def _extend() -> None:
    """Rows that are there count as written long ago: interactions when their last event occurred."""
    never = sa.text("0" if op.get_bind().dialect.name == "sqlite" else "'epoch'")
    for table in ("tenants", "people", "services", "interactions"):
        op.add_column(table, sa.Column("modified_at", Moment(), nullable=False, server_default=never))
    op.execute("UPDATE interactions SET modified_at = last_event_at")
    op.add_column("tenants", sa.Column("feed_shows_customers", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("outbox", sa.Column("person_id", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.add_column("outbox", sa.Column("retry_at", Moment(), nullable=True))
    for name, table, columns in (
        ("ix_interactions_modified", "interactions", "tenant_id modified_at id"),
        ("ix_interactions_service", "interactions", "tenant_id service_id started_at id result"),
        ("ix_interactions_user", "interactions", "tenant_id last_user_id started_at id"),
        ("ix_legs_person", "legs", "tenant_id person_id interaction_id"),
        ("ix_outbox_conversation", "outbox", "tenant_id conversation state due_at id"),
    ):
        op.create_index(name, table, columns.split())
