"""What a draft belongs to: one's own workspace, or the scenario or workspace of a link."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; drafts until now are one's own."""
    op.add_column("drafts", sa.Column("place", sa.String(length=32), server_default="", nullable=False))
