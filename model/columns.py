"""What a column and a table of company data are, the words a cell may choose from, and their limits.

Aliases are French and English words without accents, in lower case, with '_' between words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

Kind = Literal["month", "name", "choice", "text", "money", "count", "share", "days", "hours", "number"]
Choices = Mapping[str, tuple[str, ...]]

LARGEST = 1e12
NAME_LENGTH = 120
MEMBERS = 500  # different names in one column
ROW_LIMIT = 200_000
COLUMN_LIMIT = 200
CELL_LIMIT = 3_000_000  # of one company
YEARS = (1990, 2100)
FEWEST_MONTHS = 12
ROW = "row"  # the column of every frame that holds the row in the user's spreadsheet, header = 1


@dataclass(frozen=True)
class Column:
    """One column: `required` is present and filled; a `prefix` is followed by the name of a member."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = False
    unit: str = ""
    low: float = 0.0
    high: float = LARGEST
    choices: Choices = field(default_factory=dict)
    prefix: bool = False

    @property
    def numeric(self) -> bool:
        """True for the kinds that hold float64."""
        return self.kind not in ("month", "name", "choice", "text")


@dataclass(frozen=True)
class Table:
    """One table: `key` names the columns that make a row unique, `source` the tool it usually comes from."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    required: bool = False
    source: str = ""

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when it is not declared."""
        return {column.name: column for column in self.columns}[name]

    @property
    def dated(self) -> bool:
        """True when rows are months."""
        return "month" in self.key


def column_of(name: str, kind: Kind, aliases: str = "", **options: object) -> Column:
    """A column whose aliases are written as one text, separated by spaces."""
    return Column(name, kind, tuple(aliases.split()), **options)  # type: ignore[arg-type]


name_column = partial(column_of, kind="name")
money_column = partial(column_of, kind="money", unit="money")
count_column = partial(column_of, kind="count", unit="count")
share_column = partial(column_of, kind="share", unit="share", high=1.0)
days_column = partial(column_of, kind="days", unit="days", high=3650.0)
hours_column = partial(column_of, kind="hours", unit="hours")

FUNCTIONS: Choices = {
    "marketing": ("mkt", "communication"),
    "sales": ("ventes", "vente", "commercial", "commerciaux", "business_development", "account_management"),
    "support": (
        "service_client",
        "customer_success",
        "customer_service",
        "customer_support",
        "sav",
        "helpdesk",
        "success",
    ),
    "operations": (
        "production",
        "operation",
        "exploitation",
        "logistique",
        "logistics",
        "delivery",
        "ops",
        "manufacturing",
    ),
    "product": (
        "produit",
        "r_d",
        "rd",
        "r_and_d",
        "engineering",
        "ingenierie",
        "developpement",
        "development",
        "tech",
        "it",
    ),
    "administration": (
        "admin",
        "g_a",
        "ga",
        "finance",
        "hr",
        "rh",
        "direction",
        "management",
        "general",
        "juridique",
        "legal",
    ),
}
LINES: Choices = {
    "overheads": (
        "overhead",
        "frais_generaux",
        "frais_fixes",
        "charges_fixes",
        "rent",
        "loyer",
        "general_costs",
    ),
    "capex": ("investissement", "investissements", "investment", "investments", "capital_expenditure"),
    "cash": ("tresorerie", "cash_balance", "bank", "banque", "disponibilites"),
    "receivables": (
        "creances",
        "creances_clients",
        "accounts_receivable",
        "ar",
        "clients",
        "trade_receivables",
    ),
    "payables": ("dettes_fournisseurs", "accounts_payable", "ap", "fournisseurs", "trade_payables"),
    "depreciation": (
        "amortissement",
        "amortissements",
        "dotations",
        "depreciation_and_amortisation",
        "d_a",
        "da",
    ),
}
BALANCES = (
    "cash",
    "receivables",
    "payables",
)  # end-of-month balances; the other lines are flows of the month
DRIVERS: Choices = {
    "orders": ("commandes", "order", "commande"),
    "units": ("unites", "unit", "unite"),
    "production": ("fabrication",),
    "customers": ("clients", "customer", "client"),
}
KINDS: Choices = {
    "saas": ("software", "logiciel", "subscription", "abonnement"),
    "industry": ("industrie", "industrial", "distribution", "manufacturing", "retail", "commerce"),
    "services": ("service", "conseil", "consulting", "agency", "agence"),
}
LANGUAGES: Choices = {"fr": ("francais", "french", "fr_fr"), "en": ("anglais", "english", "en_gb", "en_us")}
COMPANY_KEYS: Choices = {
    "name": ("nom", "company", "company_name", "societe", "entreprise", "raison_sociale"),
    "kind": ("type", "secteur", "activite", "sector", "business"),
    "currency": ("devise", "monnaie"),
    "language": ("langue", "lang"),
    "first_forecast_month": (
        "premier_mois_prevu",
        "premier_mois_de_prevision",
        "forecast_start",
        "debut_prevision",
    ),
}
