"""What SQLite's planner takes the tables for: large, with few tenants.

Without statistics it takes the rows of one tenant for ten, and reads all of them where an index would lead to one. With
statistics that are gathered, plans would change with the data, and nobody would have tried them.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# For each index: rows, then how many of them share the first column, the first two, and so on.
_STATISTICS = (
    ("tenants", "tenants", "10 1"),
    ("tenants", "sqlite_autoindex_tenants_2", "10 1"),
    ("people", "people", "10000 5000 1"),
    ("people", "sqlite_autoindex_people_2", "10000 5000 1"),
    ("roles", "roles", "100 50 1 1"),
    ("services", "services", "200 100 1"),
    ("services", "sqlite_autoindex_services_2", "200 100 1"),
    ("services", "ix_services_tenant_id_name_key", "200 100 1"),
    ("memberships", "memberships", "10000 5000 2 1 1"),
    ("customers", "customers", "1000000 500000 1"),
    ("customers", "ix_customers_recent", "1000000 500000 2 1"),
    ("identifiers", "identifiers", "1500000 750000 1"),
    ("identifiers", "ix_identifiers_tenant_id_customer_id", "1500000 750000 2"),
    ("customer_terms", "customer_terms", "5000000 2500000 10 1"),
    ("contacts", "contacts", "2000000 1000000 2 1"),
    ("contacts", "ix_contacts_recent", "2000000 1000000 200000 2 1"),
    ("interactions", "interactions", "5000000 2500000 1"),
    ("interactions", "sqlite_autoindex_interactions_2", "5000000 2500000 1"),
    ("interactions", "ix_interactions_tenant_id_call_chain_id_started_at", "5000000 2500000 2 1"),
    ("interactions", "ix_interactions_history", "5000000 2500000 50 2 1 1"),
    ("interactions", "ix_interactions_outcomes", "5000000 2500000 50 25 5"),
    ("legs", "legs", "5000000 2500000 2 1"),
    ("issues", "issues", "500000 250000 1 1"),
    ("events", "events", "10000000 5000000 1"),
    ("events", "ix_events_tenant_id_task_id", "10000000 5000000 3"),
    ("audit_log", "audit_log", "1000000 500000 1"),
    ("audit_log", "ix_audit_log_tenant_id_subject_kind_subject_id_position", "1000000 500000 250000 5 1"),
    ("conversations", "conversations", "10000 5000 1"),
    ("conversations", "ix_conversations_tenant_id_person_id", "10000 5000 2"),
    ("sent_cards", "sent_cards", "1000000 500000 1"),
    ("sent_cards", "ix_sent_cards_tenant_id_conversation_activity_id", "1000000 500000 100 1"),
    ("card_subjects", "card_subjects", "2000000 1000000 500000 5 1"),
    ("api_keys", "api_keys", "100 50 1"),
    ("audit_seals", "audit_seals", "100000 50000 1"),
    ("identity_conflicts", "identity_conflicts", "10000 5000 2 1"),
    ("outbox", "outbox", "1000000 500000 1"),
    ("outbox", "sqlite_autoindex_outbox_2", "1000000 500000 1"),
    ("outbox", "ix_outbox_tenant_id_state_due_at", "1000000 500000 1000 2"),
)


def upgrade() -> None:
    db = op.get_bind()
    if db.dialect.name == "sqlite":
        db.exec_driver_sql("ANALYZE sqlite_schema")  # makes the table, and gathers nothing
        db.exec_driver_sql("DELETE FROM sqlite_stat1")
        db.exec_driver_sql("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", list(_STATISTICS))
        db.exec_driver_sql("ANALYZE sqlite_schema")  # this connection reads them; others do when they are opened


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.get_bind().exec_driver_sql("DELETE FROM sqlite_stat1")
