"""Which data of companies a workspace holds: whoever knows a hash alone opens nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

FILLED = (
    "INSERT INTO holdings (workspace, data) SELECT DISTINCT workspace, data FROM ("
    "SELECT workspace, data FROM companies UNION "
    "SELECT scenarios.workspace, versions.data FROM versions JOIN scenarios ON scenarios.id = versions.scenario "
    "JOIN company_data ON company_data.hash = versions.data) AS known"
)


def upgrade() -> None:
    """Make the table; what a workspace lists or has saved with until now is its own."""
    op.create_table(
        "holdings",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("data", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["data"], ["company_data.hash"], name="fk_holdings_data"),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_holdings_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "data", name="pk_holdings"),
    )
    op.create_index("ix_holdings_data", "holdings", ["data"], unique=False)
    op.execute(FILLED)
