"""Files that leave: what each holds, how far it is, and who may fetch it."""

import sqlalchemy as sa
from alembic import op

from storage.schema import Payload
from storage.types import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STATISTICS = (
    ("exports", "exports", "10000 5000 1"),
    ("exports", "sqlite_autoindex_exports_2", "10000 5000 10 5"),
    ("exports", "ix_exports_tenant_id_state_expires_at", "10000 5000 500 1"),
    ("exports", "ix_exports_tenant_id_customer_id", "10000 5000 2"),
)


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("under_way", sa.Boolean(), nullable=True),
        sa.Column("params", Payload, nullable=False),
        sa.Column("services", Payload, nullable=True),
        sa.Column("masked", sa.Boolean(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("holds_customers", sa.Boolean(), nullable=False),
        sa.Column("position", Payload, nullable=True),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=True),
        sa.Column("file", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("link", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", Moment(), nullable=True),
        sa.Column("card_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("error", sa.String(length=40), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("downloaded_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["people.tenant_id", "people.id"], name="fk_exports_people"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_exports"),
        sa.UniqueConstraint("tenant_id", "person_id", "under_way", name="uq_exports_tenant_id_person_id_under_way"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_exports_tenant_id_state_expires_at", "exports", ["tenant_id", "state", "expires_at"])
    op.create_index("ix_exports_tenant_id_customer_id", "exports", ["tenant_id", "customer_id"])
    if op.get_bind().dialect.name == "sqlite":
        told = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)"
        op.get_bind().exec_driver_sql(told, list(_STATISTICS))
        op.get_bind().exec_driver_sql("ANALYZE sqlite_schema")
