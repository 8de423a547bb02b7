"""Every kind of row-level export, declared once: its fields, the monthly table it makes, and by which aggregation.

A field is a column of the export, recognised by its aliases or mapped by the user. A made column is an aggregation
over the lines of one month and one member of the table's key. Names that an export does not tell apart become 'all'.
"""

from collections.abc import Mapping

from model.columns import LARGEST, Column, Table, column_of, count_column, money_column, name_column, share_column
from model.rollup.making import Balance, Export, Made, Roll, Stays


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
