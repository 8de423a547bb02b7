"""Workspaces, companies, scenarios with their versions, drafts, remarks and mappings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, those first that others point at."""
    _company_data()
    _workspaces()
    _companies()
    _drafts()
    _mappings()
    _remarks()
    _scenarios()
    _visitors()
    _versions()


def _company_data() -> None:
    op.create_table(
        "company_data",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_company_data"),
    )


def _workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), server_default="", nullable=False),
        sa.Column("created", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
    )


def _companies() -> None:
    op.create_table(
        "companies",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("data", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["data"], ["company_data.hash"], name="fk_companies_data"),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_companies_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "folded", "number", name="pk_companies"),
        sa.UniqueConstraint("workspace", "folded", "data", name="uq_companies_workspace_folded_data"),
    )
    op.create_index("ix_companies_data", "companies", ["data"], unique=False)


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("tab", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_drafts_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "tab", name="pk_drafts"),
    )


def _mappings() -> None:
    op.create_table(
        "mappings",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_mappings_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "name", name="pk_mappings"),
    )


def _remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("company", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_remarks_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "company", name="pk_remarks"),
    )


def _scenarios() -> None:
    op.create_table(
        "scenarios",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("author", sa.String(length=120), server_default="", nullable=False),
        sa.Column("tags", sa.Text(), server_default="[]", nullable=False),
        sa.Column("favourite", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("locked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("deleted", sa.String(length=32), nullable=True),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=True),
        sa.Column("origin_number", sa.Integer(), nullable=True),
        sa.Column("created", sa.String(length=32), nullable=False),
        sa.Column("changed", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_scenarios_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_scenarios"),
    )
    op.create_index("ix_scenarios_workspace", "scenarios", ["workspace"], unique=False)
    op.create_index(
        "uq_scenarios_workspace_folded",
        "scenarios",
        ["workspace", "folded"],
        unique=True,
        sqlite_where=sa.text("deleted IS NULL"),
        postgresql_where=sa.text("deleted IS NULL"),
    )


def _visitors() -> None:
    op.create_table(
        "visitors",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), server_default="", nullable=False),
        sa.Column("created", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_visitors_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token", name="pk_visitors"),
    )
    op.create_index("ix_visitors_workspace", "visitors", ["workspace"], unique=False)


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("scenario", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("company", sa.String(length=64), nullable=False),
        sa.Column("data", sa.String(length=64), nullable=False),
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column("author", sa.String(length=120), server_default="", nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.String(length=120), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("merged", sa.String(length=32), nullable=True),
        sa.Column("merged_number", sa.Integer(), nullable=True),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), server_default="{}", nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["scenario"], ["scenarios.id"], name="fk_versions_scenario", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("scenario", "number", name="pk_versions"),
        sa.UniqueConstraint("key", name="uq_versions_key"),
    )
