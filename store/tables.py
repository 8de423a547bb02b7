"""The tables. Moments are texts in UTC, identities random texts; JSON is text, so that both databases hold the same."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
IDENTITY, HASH, MOMENT, NAME = String(32), String(64), String(32), String(120)

WORKSPACES = Table(
    "workspaces",
    METADATA,
    Column("id", IDENTITY, primary_key=True),
    Column("name", NAME, nullable=False, server_default=""),
    Column("created", MOMENT, nullable=False),
)

VISITORS = Table(
    "visitors",
    METADATA,
    Column("token", HASH, primary_key=True),  # SHA-256 of what the cookie holds
    Column("workspace", IDENTITY, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", NAME, nullable=False, server_default=""),
    Column("created", MOMENT, nullable=False),
)

COMPANY_DATA = Table(
    "company_data",
    METADATA,
    Column("hash", HASH, primary_key=True),  # of the tables, cell by cell
    Column("content", LargeBinary, nullable=False),
    Column("created", MOMENT, nullable=False),
)

COMPANIES = Table(
    "companies",
    METADATA,
    Column("workspace", IDENTITY, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("folded", Text, primary_key=True),  # the name, case folded
    Column("number", Integer, primary_key=True),  # of the data, 1 is the first
    Column("name", Text, nullable=False),
    Column("data", HASH, ForeignKey("company_data.hash"), nullable=False, index=True),
    Column("at", MOMENT, nullable=False),
    UniqueConstraint("workspace", "folded", "data"),
)

HOLDINGS = Table(
    "holdings",
    METADATA,
    Column("workspace", IDENTITY, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("data", HASH, ForeignKey("company_data.hash"), primary_key=True, index=True),  # that it brought itself
)

SCENARIOS = Table(
    "scenarios",
    METADATA,
    Column("id", IDENTITY, primary_key=True),
    Column("workspace", IDENTITY, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", NAME, nullable=False),
    Column("folded", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("author", NAME, nullable=False, server_default=""),
    Column("tags", Text, nullable=False, server_default="[]"),  # JSON list
    Column("favourite", Boolean, nullable=False, server_default=text("false")),
    Column("archived", Boolean, nullable=False, server_default=text("false")),
    Column("locked", Boolean, nullable=False, server_default=text("false")),
    Column("deleted", MOMENT, nullable=True),
    Column("head", Integer, nullable=False),  # number of the newest version
    Column("origin", IDENTITY, nullable=True),  # the scenario that this one branched from
    Column("origin_number", Integer, nullable=True),
    Column("created", MOMENT, nullable=False),
    Column("changed", MOMENT, nullable=False),
    Index(
        "uq_scenarios_workspace_folded",
        "workspace",
        "folded",
        unique=True,
        sqlite_where=text("deleted IS NULL"),
        postgresql_where=text("deleted IS NULL"),
    ),
)

VERSIONS = Table(
    "versions",
    METADATA,
    Column("scenario", IDENTITY, ForeignKey("scenarios.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("code", Text, nullable=False),  # the plan as the share code of ui.link
    Column("company", HASH, nullable=False),  # the key that opens the company: a sample's name or a hash
    Column("data", HASH, nullable=False),  # hash of the company's data at the time
    Column("model", NAME, nullable=False),  # version of the model at the time
    Column("author", NAME, nullable=False, server_default=""),
    Column("why", Text, nullable=False, server_default=""),
    Column("kind", NAME, nullable=False),  # saved, branched, returned, merged, rebased, brought
    Column("parent", Integer, nullable=True),  # number of the version before, of the same scenario
    Column("merged", IDENTITY, nullable=True),  # the scenario that was merged in
    Column("merged_number", Integer, nullable=True),
    Column("changed", Text, nullable=False),  # JSON: setting -> [before, after], as parts of the code
    Column("figures", Text, nullable=False, server_default="{}"),  # JSON: what the model said at the time
    Column("key", NAME, nullable=False, unique=True),  # of idempotency
    Column("at", MOMENT, nullable=False),
)

DRAFTS = Table(
    "drafts",
    METADATA,
    Column("workspace", IDENTITY, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("tab", IDENTITY, primary_key=True),  # one window of the visitor
    Column("place", IDENTITY, nullable=False, server_default=""),  # scenario or workspace of a link; nothing: one's own
    Column("number", Integer, nullable=False),  # of the save; an older one never replaces a newer one
    Column("content", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)

REMARKS = Table(
    "remarks",
    METADATA,
    Column("workspace", IDENTITY, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("company", HASH, primary_key=True),
    Column("content", Text, nullable=False),  # JSON
    Column("at", MOMENT, nullable=False),
)

MAPPINGS = Table(
    "mappings",
    METADATA,
    Column("workspace", IDENTITY, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("name", NAME, primary_key=True),
    Column("content", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)

LINKS = Table(
    "links",
    METADATA,
    Column("id", IDENTITY, primary_key=True),
    Column("token", HASH, nullable=False, unique=True),  # SHA-256
    Column("workspace", IDENTITY, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("scenario", IDENTITY, ForeignKey("scenarios.id", ondelete="CASCADE"), nullable=True),  # none: all of it
    Column("number", Integer, nullable=True),  # of the version shown; none: the newest
    Column("role", NAME, nullable=False),
    Column("name", NAME, nullable=False, server_default=""),
    Column("created", MOMENT, nullable=False),
    Column("expires", MOMENT, nullable=True),
    Column("revoked", MOMENT, nullable=True),
    ForeignKeyConstraint(["scenario", "number"], ["versions.scenario", "versions.number"], name="fk_links_version"),
)

RECEIPTS = Table(
    "receipts",
    METADATA,
    Column("id", IDENTITY, primary_key=True),
    Column("workspace", IDENTITY, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("scenario", IDENTITY, ForeignKey("scenarios.id"), nullable=True),
    Column("corrects", IDENTITY, ForeignKey("receipts.id"), nullable=True),  # the receipt that this one corrects
    Column("document", Text, nullable=False),  # JSON, never changed
    Column("hash", HASH, nullable=False),  # SHA-256 of the document
    Column("key", NAME, nullable=False, unique=True),
    Column("at", MOMENT, nullable=False),
)

LOOKBACKS = Table(
    "lookbacks",
    METADATA,
    Column("workspace", IDENTITY, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("company", Text, primary_key=True),  # the name, case folded
    Column("first", MOMENT, primary_key=True),  # month planned first, YYYY-MM
    Column("last", MOMENT, nullable=False),  # month that came last
    Column("plan", NAME, nullable=False, server_default=""),
    Column("content", Text, nullable=False),  # JSON: each assumption then and now
    Column("at", MOMENT, nullable=False),
)
