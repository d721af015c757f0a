"""Erasures, the tasks whose late events lose who it was, and what may not be erased."""

import sqlalchemy as sa
from alembic import op

from storage.schema import Payload
from storage.types import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_STATISTICS = (
    ("erasures", "erasures", "10000 5000 1"),
    ("erasures", "sqlite_autoindex_erasures_2", "10000 5000 1 1"),
    ("erasures", "ix_erasures_tenant_id_state_id", "10000 5000 1000 1"),
    ("erased_tasks", "erased_tasks", "200000 100000 1"),
    ("erased_tasks", "ix_erased_tasks_tenant_id_erasure_id", "200000 100000 50"),
    ("legal_holds", "legal_holds", "1000 500 1"),
    ("legal_holds", "sqlite_autoindex_legal_holds_2", "1000 500 2 1"),
)


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("living", sa.Boolean(), nullable=True),
        sa.Column("asked_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("not_before", Moment(), nullable=True),
        sa.Column("closed_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("counts", Payload, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("fingerprint", sa.String(length=32), nullable=True),
        sa.Column("token", sa.String(length=16), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("half", sa.String(length=32), nullable=True),
        sa.Column("steps", Payload, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", Moment(), nullable=True),
        sa.Column("completed_at", Moment(), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("receipt_sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "asked_by"], ["people.tenant_id", "people.id"], name="fk_erasures_people_asked"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "closed_by"], ["people.tenant_id", "people.id"], name="fk_erasures_people_closed"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_erasures"),
        sa.UniqueConstraint("tenant_id", "customer_id", "living", name="uq_erasures_tenant_id_customer_id_living"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_erasures_tenant_id_state_id", "erasures", ["tenant_id", "state", "id"])
    op.create_table(
        "erased_tasks",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.String(length=200), nullable=False),
        sa.Column("erasure_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fields", Payload, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "erasure_id"], ["erasures.tenant_id", "erasures.id"], name="fk_erased_tasks_erasures"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "task_id", name="pk_erased_tasks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_erased_tasks_tenant_id_erasure_id", "erased_tasks", ["tenant_id", "erasure_id"])
    op.create_table(
        "legal_holds",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("set_by", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("set_at", Moment(), nullable=False),
        sa.Column("lifted_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("lifted_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"], name="fk_legal_holds_customers"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "set_by"], ["people.tenant_id", "people.id"], name="fk_legal_holds_people_set"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "lifted_by"], ["people.tenant_id", "people.id"], name="fk_legal_holds_people_lifted"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_legal_holds"),
        sa.UniqueConstraint(
            "tenant_id", "customer_id", "standing", name="uq_legal_holds_tenant_id_customer_id_standing"
        ),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        told = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)"
        op.get_bind().exec_driver_sql(told, list(_STATISTICS))
        op.get_bind().exec_driver_sql("ANALYZE sqlite_schema")
