"""Every kind of row-level export, declared once: its fields, the monthly table it makes, and by which aggregation.

A field is a column of the export, recognised by its aliases or mapped by the user. A made column is an aggregation
over the lines of one month and one member of the table's key. Names that an export does not tell apart become 'all'.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from model.columns import LARGEST, Column, Table, column_of, count_column, money_column, name_column, share_column

Aggregation = Literal[
    "sum", "count", "distinct", "mean", "median", "ratio", "weighted", "discount", "share", "hours", "days"
]
Outcome = Literal["", "won", "lost"]

ALL = "all"  # the member of a name that the lines do not tell apart
OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "won": ("won", "closed won", "closed-won", "closedwon", "win", "gagné", "gagnée", "gagne", "signé", "signed"),
    "lost": ("lost", "closed lost", "closed-lost", "closedlost", "perdu", "perdue", "abandoned", "abandonné"),
}


@dataclass(frozen=True)
class Made:
    """One column of the monthly table.

    sum, mean, median and distinct are of `field`; ratio is sum(field) / sum(other); weighted is the mean of field
    weighted by other; discount is 1 - sum(field) / sum(other x units); share is that of lines with field not after
    other; hours and days are the median time from other to field. Only lines that ended in `outcome` count, if any.
    """

    column: str
    aggregation: Aggregation
    field: str = ""
    other: str = ""
    outcome: Outcome = ""

    @property
    def needs(self) -> tuple[str, ...]:
        """The fields without which the column cannot be made."""
        fields = (self.field, self.other, "stage" if self.outcome else "", "units" if self._priced else "")
        return tuple(dict.fromkeys(name for name in fields if name))

    @property
    def _priced(self) -> bool:
        return self.aggregation == "discount"


@dataclass(frozen=True)
class Roll:
    """One grouping of the lines: by the month of a date field and by the members of the table's key."""

    date: str
    made: tuple[Made, ...]


@dataclass(frozen=True)
class Stays:
    """Who is there from its first to its last line, per member of the key: customers, employees.

    A stay begins with the first month that has a line and ends after the last one; months without a line in between
    belong to it. A stay that reaches the last `silent` months of the export still lasts. The first month of the
    export says nothing about who is new. It is told only where at least `returning` of them have two months.
    """

    field: str
    present: str
    began: str
    ended: str
    silent: int
    returning: float = 0.5


@dataclass(frozen=True)
class Balance:
    """A stock at the end of each month: all that came less all that went since the export begins."""

    column: str
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True)
class Export:
    """One kind of export: `lines` are its fields, `table` the monthly table, `members` its key without the month."""

    lines: Table
    table: str
    members: tuple[str, ...]
    rolls: tuple[Roll, ...]
    stays: Stays | None = None
    balances: tuple[Balance, ...] = ()

    @property
    def name(self) -> str:
        """The word of the command line."""
        return self.lines.name


def _date(name: str, aliases: str, *, required: bool = True) -> Column:
    return column_of(name, "month", aliases, required=required)


def _amount(name: str, aliases: str, *, required: bool = False) -> Column:
    return column_of(name, "money", aliases, required=required, unit="money", low=-LARGEST)


_product = name_column(
    "product", aliases="produit article sku item offre plan designation description stockcode reference"
)
_market = name_column("market", aliases="marche segment pays country region regional_office territoire territory zone")
_sales_channel = name_column("sales_channel", aliases="canal channel canal_de_vente canal_vente source")

INVOICES = Export(
    Table(
        "invoices",
        (
            _date("date", "invoice_date invoicedate date_facture date_de_facture date_facturation mois month period"),
            _product,
            _market,
            _sales_channel,
            name_column(
                "customer", aliases="client customer_id customerid client_id id_client code_client account compte"
            ),
            count_column("units", aliases="quantite quantity qty unites qte quantites", required=True),
            _amount(
                "revenue",
                "montant amount montant_ht net_amount total_ht line_total chiffre_d_affaires ca",
                required=True,
            ),
            money_column("list_price", aliases="prix_catalogue prix_tarif tarif catalogue_price prix_public"),
            _amount("cost", "cout cogs cout_de_revient cost_amount cout_total"),
        ),
        key=(),
        aliases=("factures", "invoice_lines", "lignes_de_facture"),
    ),
    table="sales",
    members=("product", "market", "sales_channel"),
    rolls=(
        Roll(
            "date",
            (
                Made("list_price", "ratio", "revenue", "units"),
                Made("list_price", "weighted", "list_price", "units"),
                Made("discount", "discount", "revenue", "list_price"),
                Made("units", "sum", "units"),
                Made("revenue", "sum", "revenue"),
                Made("unit_cost", "ratio", "cost", "units"),
            ),
        ),
    ),
    stays=Stays("customer", "customers", "new_customers", "churned_customers", silent=3),
)
OPPORTUNITIES = Export(
    Table(
        "opportunities",
        (
            _date(
                "created", "created_date createdate date_creation date_de_creation engage_date open_date date_ouverture"
            ),
            _date(
                "closed", "close_date closed_date closedate date_cloture date_de_cloture date_fermeture", required=False
            ),
            _market,
            name_column("stage", aliases="deal_stage etape statut status phase", required=True),
            _amount("value", "montant amount close_value deal_value valeur opportunity_value"),
        ),
        key=(),
        aliases=("deals", "opportunites", "affaires", "sales_pipeline"),
    ),
    table="pipeline",
    members=("market",),
    rolls=(
        Roll("created", (Made("opportunities", "count"),)),
        Roll(
            "closed",
            (
                Made("won", "count", outcome="won"),
                Made("lost", "count", outcome="lost"),
                Made("won_value", "sum", "value", outcome="won"),
            ),
        ),
    ),
    balances=(Balance("open_opportunities", ("opportunities",), ("won", "lost")),),
)
TICKETS = Export(
    Table(
        "tickets",
        (
            _date("created", "created_at date_creation opened ouvert_le date_ouverture created_date date"),
            _date(
                "answered", "first_response first_response_at repondu_le premiere_reponse answered_at", required=False
            ),
            share_column("satisfaction", aliases="csat note satisfaction_score score"),
        ),
        key=(),
        aliases=("demandes", "requests", "cases"),
    ),
    table="service",
    members=(),
    rolls=(
        Roll(
            "created",
            (
                Made("tickets", "count"),
                Made("response_hours", "hours", "answered", "created"),
                Made("satisfaction", "mean", "satisfaction"),
            ),
        ),
    ),
)
SHIPMENTS = Export(
    Table(
        "shipments",
        (
            _date("shipped", "shipped_at ship_date date_expedition expedie_le date date_envoi"),
            _date("ordered", "ordered_at order_date date_commande commande_le", required=False),
            _date("promised", "promised_at promised_date date_promise promis_le due_date", required=False),
            _date("delivered", "delivered_at delivery_date date_livraison livre_le", required=False),
            name_column("process", aliases="processus etape warehouse entrepot"),
            column_of("hours", "hours", "heures hours_worked heures_travaillees", required=True),
        ),
        key=(),
        aliases=("expeditions", "livraisons", "deliveries"),
    ),
    table="operations",
    members=("process",),
    rolls=(
        Roll(
            "shipped",
            (
                Made("volume", "count"),
                Made("hours", "sum", "hours"),
                Made("on_time", "share", "delivered", "promised"),
                Made("promised_days", "days", "promised", "ordered"),
                Made("lead_time_days", "days", "delivered", "ordered"),
            ),
        ),
    ),
)
CAMPAIGNS = Export(
    Table(
        "campaigns",
        (
            _date("date", "day jour mois month date_depense spend_date"),
            name_column("channel", aliases="canal media source plateforme platform", required=True),
            money_column("spend", aliases="depense depenses cout cost budget montant amount", required=True),
            count_column("leads", aliases="prospects contacts pistes conversions"),
        ),
        key=(),
        aliases=("campagnes", "campaign_spend", "ads"),
    ),
    table="marketing",
    members=("channel",),
    rolls=(Roll("date", (Made("spend", "sum", "spend"), Made("leads", "sum", "leads"))),),
)
PAYROLL = Export(
    Table(
        "payroll",
        (
            _date("date", "mois month periode period pay_date date_paie"),
            name_column("function", aliases="fonction departement department service equipe team", required=True),
            name_column(
                "employee", aliases="matricule salarie employee_id id_salarie employe collaborateur", required=True
            ),
            money_column("cost", aliases="cout_employeur employer_cost masse_salariale salaire_charge montant amount"),
        ),
        key=(),
        aliases=("paie", "bulletins", "payslips"),
    ),
    table="people",
    members=("function",),
    rolls=(Roll("date", (Made("heads", "distinct", "employee"), Made("payroll", "sum", "cost"))),),
    stays=Stays("employee", "", "hires", "leavers", silent=1, returning=0.0),
)

EXPORTS: Mapping[str, Export] = {
    export.name: export for export in (INVOICES, OPPORTUNITIES, TICKETS, SHIPMENTS, CAMPAIGNS, PAYROLL)
}
