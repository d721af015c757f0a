"""Who sees whom is the tenant's choice for each role; and how long interactions are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """As it was: agents and owners see customers, everybody sees colleagues, and nothing is ever purged."""
    for name in ("agents_see_customers", "owners_see_customers", "users_shown"):
        op.add_column("tenants", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("tenants", sa.Column("retention_months", sa.Integer(), nullable=True))
