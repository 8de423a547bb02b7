"""Links to share by, and receipts of decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ON_SQLITE = (
    "CREATE TRIGGER receipts_never_change BEFORE UPDATE ON receipts "
    "BEGIN SELECT RAISE(ABORT, 'a receipt never changes'); END",
)
ON_POSTGRES = (
    "CREATE FUNCTION receipts_never_change() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RAISE EXCEPTION ''a receipt never changes''; END'",
    "CREATE TRIGGER receipts_never_change BEFORE UPDATE ON receipts "
    "FOR EACH ROW EXECUTE FUNCTION receipts_never_change()",
)


def upgrade() -> None:
    """Make the tables, those first that others point at."""
    _links()
    _receipts()
    _never_changed()


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("scenario", sa.String(length=32), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), server_default="", nullable=False),
        sa.Column("created", sa.String(length=32), nullable=False),
        sa.Column("expires", sa.String(length=32), nullable=True),
        sa.Column("revoked", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["scenario", "number"], ["versions.scenario", "versions.number"], name="fk_links_version"
        ),
        sa.ForeignKeyConstraint(["scenario"], ["scenarios.id"], name="fk_links_scenario", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_links_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
        sa.UniqueConstraint("token", name="uq_links_token"),
    )
    op.create_index("ix_links_workspace", "links", ["workspace"], unique=False)


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("scenario", sa.String(length=32), nullable=True),
        sa.Column("corrects", sa.String(length=32), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["corrects"], ["receipts.id"], name="fk_receipts_corrects"),
        sa.ForeignKeyConstraint(["scenario"], ["scenarios.id"], name="fk_receipts_scenario"),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_receipts_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_receipts"),
        sa.UniqueConstraint("key", name="uq_receipts_key"),
    )
    op.create_index("ix_receipts_workspace", "receipts", ["workspace"], unique=False)


def _never_changed() -> None:
    """The database itself refuses to change a receipt."""
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRES:
        op.execute(statement)
