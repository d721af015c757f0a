"""What a card shows is found by the card: when it is withdrawn, copied or purged."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_INDEX = "ix_card_subjects_tenant_id_card_id"


def upgrade() -> None:
    op.create_index(_INDEX, "card_subjects", ["tenant_id", "card_id"])
    if op.get_bind().dialect.name == "sqlite":
        told = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)"
        op.get_bind().exec_driver_sql(told, ("card_subjects", _INDEX, "2000000 1000000 2"))
        op.get_bind().exec_driver_sql("ANALYZE sqlite_schema")


def downgrade() -> None:
    op.drop_index(_INDEX, "card_subjects")
