"""Every table of a company on disk and every column, declared once; reading, checks and help loop over them.

Aliases are French and English header words without accents, in lower case, with '_' between words.
Shares are fractions of 1, money is in the company's currency, a row is a month unless the table has none.
"""

from collections.abc import Mapping

from model.columns import (
    DRIVERS,
    FUNCTIONS,
    LARGEST,
    LINES,
    Table,
    column_of,
    count_column,
    days_column,
    hours_column,
    money_column,
    name_column,
    share_column,
)

_month = column_of(
    "month", "month", "mois date periode period mois_annee month_year mois_comptable periode_comptable", required=True
)
_product = name_column(
    "product", aliases="produit article offre offer sku item plan designation reference gamme", required=True
)
_market = name_column("market", aliases="marche segment region pays country territoire territory zone", required=True)

COMPANY = Table(
    "company",
    (
        name_column("key", aliases="cle clef champ field", required=True),
        column_of("value", "text", "valeur", required=True),
    ),
    key=("key",),
    aliases=("societe", "entreprise"),
    required=True,
)
SALES = Table(
    "sales",
    (
        _month,
        _product,
        _market,
        name_column("sales_channel", aliases="channel canal canal_de_vente canal_vente vente_par", required=True),
        money_column(
            "list_price",
            aliases="price prix prix_catalogue prix_liste tarif unit_price prix_unitaire prix_public",
            required=True,
        ),
        share_column("discount", aliases="remise rabais reduction"),
        count_column(
            "units", aliases="unites quantite quantites quantity qty volume qte qte_vendue units_sold", required=True
        ),
        money_column(
            "revenue",
            aliases="chiffre_d_affaires chiffre_affaires ca turnover sales_revenue revenu ca_ht net_sales",
            required=True,
        ),
        money_column("unit_cost", aliases="cout_unitaire cost_per_unit cout_de_revient"),
        count_column("customers", aliases="clients abonnes subscribers active_customers clients_actifs"),
        count_column("new_customers", aliases="nouveaux_clients clients_gagnes acquisitions"),
        count_column("churned_customers", aliases="clients_perdus churned churn lost_customers resiliations"),
        money_column("expansion_revenue", aliases="revenu_d_expansion expansion upsell revenu_additionnel"),
    ),
    key=("month", "product", "market", "sales_channel"),
    aliases=("ventes", "erp", "facturation", "billing"),
    required=True,
    source="ERP, billing",
)
PEOPLE = Table(
    "people",
    (
        _month,
        column_of(
            "function",
            "choice",
            "fonction departement department service equipe team",
            required=True,
            choices=FUNCTIONS,
        ),
        count_column(
            "heads", aliases="effectif effectifs headcount etp fte nombre_de_salaries employees", required=True
        ),
        count_column("hires", aliases="embauches recrutements entrees joiners"),
        count_column("leavers", aliases="departs sorties departures"),
        money_column("payroll", aliases="masse_salariale salaires cout_employeur employer_cost wages salary_cost"),
    ),
    key=("month", "function"),
    aliases=("personnel", "effectifs", "paie", "payroll", "rh", "hr", "equipes"),
    required=True,
    source="payroll",
)
MARKETING = Table(
    "marketing",
    (
        _month,
        name_column("channel", aliases="canal levier_marketing media campaign_channel canal_marketing", required=True),
        money_column(
            "spend",
            aliases="depense depenses budget cout cost depenses_marketing marketing_spend amount_spent",
            required=True,
        ),
        count_column("leads", aliases="prospects contacts pistes"),
    ),
    key=("month", "channel"),
    source="marketing tool",
)
PIPELINE = Table(
    "pipeline",
    (
        _month,
        _market,
        count_column("leads", aliases="prospects pistes"),
        count_column("mql", aliases="marketing_qualified_leads leads_marketing"),
        count_column("sql", aliases="sales_qualified_leads leads_commerciaux"),
        count_column("opportunities", aliases="opportunites new_opportunities nouvelles_opportunites", required=True),
        count_column("open_opportunities", aliases="opportunites_ouvertes"),
        money_column("open_value", aliases="valeur_ouverte pipeline_value valeur_pipeline"),
        count_column("won", aliases="gagnees gagnes deals_won affaires_gagnees", required=True),
        count_column("lost", aliases="perdues perdus deals_lost affaires_perdues"),
        money_column("won_value", aliases="valeur_gagnee bookings commandes_signees"),
        money_column("target", aliases="objectif quota cible"),
    ),
    key=("month", "market"),
    aliases=("crm", "entonnoir", "funnel"),
    source="CRM",
)
OPERATIONS = Table(
    "operations",
    (
        _month,
        name_column("process", aliases="processus procede etape step", required=True),
        count_column("volume", aliases="quantite volumes items", required=True),
        hours_column("hours", aliases="heures heures_travaillees hours_worked", required=True),
        count_column("reworked", aliases="repris retouches rework reprises defauts errors erreurs"),
        share_column("on_time", aliases="a_l_heure ponctualite on_time_share dans_les_delais taux_de_ponctualite"),
        days_column("promised_days", aliases="delai_promis jours_promis promise"),
        days_column("lead_time_days", aliases="delai delai_jours delai_reel lead_time"),
        column_of("function", "choice", "fonction departement department", choices=FUNCTIONS),
        column_of("driver", "choice", "inducteur moteur", choices=DRIVERS),
        hours_column("capacity_hours", aliases="heures_disponibles capacite_heures capacite available_hours"),
    ),
    key=("month", "process"),
    aliases=("processus", "processes", "exploitation"),
    source="ERP, ticketing",
)
SERVICE = Table(
    "service",
    (
        _month,
        count_column("tickets", aliases="demandes requests cases", required=True),
        hours_column("response_hours", aliases="heures_de_reponse temps_de_reponse delai_de_reponse response_time"),
        share_column("satisfaction", aliases="csat satisfaction_client customer_satisfaction"),
    ),
    key=("month",),
    aliases=("support", "tickets", "service_client"),
    source="ticketing",
)
STOCK = Table(
    "stock",
    (
        _month,
        _product,
        money_column("stock_value", aliases="valeur_stock valeur_du_stock inventory_value", required=True),
        count_column("units", aliases="unites quantite quantity"),
        count_column("stockouts", aliases="ruptures ruptures_de_stock out_of_stock"),
    ),
    key=("month", "product"),
    aliases=("stocks", "inventory", "inventaire"),
    source="ERP",
)
FINANCE = Table(
    "finance",
    (
        _month,
        column_of("line", "choice", "ligne poste compte account rubrique", required=True, choices=LINES),
        money_column("amount", aliases="montant valeur value", required=True, low=-LARGEST),
    ),
    key=("month", "line"),
    aliases=("finances", "comptabilite", "ledger", "compta"),
    source="ledger",
)
EXPERIMENTS = Table(
    "experiments",
    (
        name_column("name", aliases="nom test", required=True),
        name_column("lever", aliases="levier", required=True),
        name_column("member", aliases="membre sur segment"),
        column_of("effect", "number", "effet", required=True, low=-LARGEST),
        column_of("standard_error", "number", "erreur_type ecart_type_effet se", required=True),
        column_of("from", "month", "de debut depuis start"),
        column_of("to", "month", "a fin jusqu_a end"),
    ),
    key=("name", "lever", "member"),
    aliases=("tests", "ab_tests", "experiences"),
)
SHORT_FORM = Table(
    "short_form",
    (
        _month,
        name_column("segment", aliases="market marche clientele"),
        name_column("channel", aliases="canal sales_channel canal_de_vente"),
        name_column("product", aliases="produit offre offer"),
        money_column("price", aliases="prix list_price tarif prix_unitaire unit_price", required=True),
        count_column("units", aliases="unites quantite quantites quantity qty", required=True),
        count_column("customers", aliases="clients abonnes subscribers"),
        count_column("new_customers", aliases="nouveaux_clients clients_gagnes"),
        count_column("churned_customers", aliases="clients_perdus churned churn lost_customers"),
        money_column("marketing_spend", aliases="depenses_marketing depense_marketing budget_marketing marketing"),
        count_column("headcount_", aliases="effectif_ effectifs_ etp_ fte_ heads_", prefix=True, choices=FUNCTIONS),
        money_column("cost_", aliases="cout_ couts_ costs_ charges_ frais_", prefix=True),
    ),
    key=("month", "segment", "channel", "product"),
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        COMPANY,
        SALES,
        PEOPLE,
        MARKETING,
        PIPELINE,
        OPERATIONS,
        SERVICE,
        STOCK,
        FINANCE,
        EXPERIMENTS,
    )
}
