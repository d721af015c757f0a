"""A search that sorts thousands of hits by their last contact reads a narrow index, not whole customers."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TOLD = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customers', 'ix_customers_contact', '1000000 500000 1 1')"


def upgrade() -> None:
    op.create_index("ix_customers_contact", "customers", ["tenant_id", "id", "last_contact_at"])
    if op.get_bind().dialect.name == "sqlite":
        op.get_bind().exec_driver_sql(_TOLD)
        op.get_bind().exec_driver_sql("ANALYZE sqlite_schema")


def downgrade() -> None:
    op.drop_index("ix_customers_contact", "customers")
    if op.get_bind().dialect.name == "sqlite":
        op.get_bind().exec_driver_sql("DELETE FROM sqlite_stat1 WHERE idx = 'ix_customers_contact'")
