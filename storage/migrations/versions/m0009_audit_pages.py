"""The audit log is read by time, also of one person."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_audit_log_time": (["tenant_id", "at", "position", "action", "outcome"], "1000000 500000 2 1 1 1"),
    "ix_audit_log_actor": (
        ["tenant_id", "actor_id", "at", "position", "action", "outcome"],
        "1000000 500000 10000 2 1 1 1",
    ),
}


def upgrade() -> None:
    for name, (columns, _told) in _INDEXES.items():
        op.create_index(name, "audit_log", columns)
    if op.get_bind().dialect.name == "sqlite":
        told = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)"
        op.get_bind().exec_driver_sql(told, [("audit_log", name, stat) for name, (_c, stat) in _INDEXES.items()])
        op.get_bind().exec_driver_sql("ANALYZE sqlite_schema")


def downgrade() -> None:
    for name in _INDEXES:
        op.drop_index(name, "audit_log")
