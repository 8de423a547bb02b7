"""Who the three sample companies were 48 months ago, and what happened to them since.

Amounts are per month. An event is (month from 0, lever or shock, member or '' for all, value, ramp).
"""

from dataclasses import dataclass, field

OfferRow = tuple[str, str, str, float, float, float, float, float, float, float]
"""product, market, sales channel, list price, discount, units, unit cost, customers, new customers, churn"""
ProcessRow = tuple[str, str, str, float, float, float, float, float, float, float]
"""name, function, driver, volume, hours, capacity hours, reworked share, on time, promised days, lead time days"""
Event = tuple[int, str, str, float, int]


@dataclass(frozen=True, kw_only=True)
class Firm:
    """One sample company at the start of its history."""

    slug: str
    name: str
    kind: str
    story: str
    offers: tuple[OfferRow, ...]
    heads: dict[str, tuple[float, float, float]]  # function -> heads, cost per head, attrition
    channels: dict[str, tuple[float, float]]  # marketing channel -> spend, leads
    funnel: dict[str, tuple[float, float, float, float, float]]  # market -> leads, three rates, win rate
    deal_value: dict[str, float]
    processes: tuple[ProcessRow, ...]
    tickets: float
    response_hours: float
    satisfaction: float
    finance: dict[str, float]
    stock: dict[str, tuple[float, float]] = field(default_factory=dict)  # product -> units, months of variation
    expansion: float = 0.0
    counts_customers: bool = True
    season_units: tuple[float, ...] = (1.0,) * 12
    season_leads: tuple[float, ...] = (1.02, 1.03, 1.08, 1.0, 0.98, 1.06, 0.86, 0.68, 1.12, 1.12, 1.08, 0.97)
    events: tuple[Event, ...] = ()
    trend: float = 0.0
    market_size: float = 0.0


HELIOFLOW = Firm(
    slug="saas",
    name="Helioflow",
    kind="saas",
    story="Planning software for field teams. Wins faster than it can onboard: pushed sales wait for onboarding, "
    "support slows down, and the churn that follows eats the growth.",
    offers=(
        ("Planning", "France", "direct", 44.0, 0.06, 9800, 5.2, 300, 5.4, 0.011),
        ("Planning", "France", "partner", 44.0, 0.17, 3900, 5.2, 132, 2.4, 0.012),
        ("Planning", "France", "online", 41.0, 0.0, 1500, 5.2, 128, 3.6, 0.020),
        ("Planning", "DACH", "direct", 49.0, 0.05, 5200, 5.4, 141, 3.1, 0.009),
        ("Planning", "DACH", "partner", 49.0, 0.16, 2100, 5.4, 66, 1.5, 0.011),
        ("Planning", "Benelux", "direct", 46.0, 0.05, 2300, 5.3, 74, 1.7, 0.010),
        ("Analytics", "France", "direct", 27.0, 0.08, 5100, 3.6, 142, 2.6, 0.012),
        ("Analytics", "DACH", "direct", 30.0, 0.06, 2900, 3.7, 71, 1.7, 0.010),
        ("Analytics", "Benelux", "direct", 28.0, 0.06, 1200, 3.6, 36, 0.9, 0.011),
    ),
    heads={
        "marketing": (10, 6900, 0.016), "sales": (24, 7900, 0.022), "support": (12, 5200, 0.020),
        "operations": (10.5, 6100, 0.016), "product": (40, 7600, 0.012), "administration": (12, 6600, 0.010),
    },
    channels={
        "Search": (46000, 132), "Social": (27000, 58), "Content and e-mail": (16000, 84), "Events": (38000, 46),
    },
    funnel={
        "France": (640, 0.37, 0.31, 0.52, 0.26), "DACH": (340, 0.36, 0.30, 0.49, 0.25),
        "Benelux": (150, 0.35, 0.30, 0.50, 0.24),
    },
    deal_value={"France": 15500.0, "DACH": 21000.0, "Benelux": 17500.0},
    processes=(
        ("Contract set-up", "operations", "orders", 23, 230, 276, 0.05, 0.95, 5, 3.1),
        ("Onboarding", "operations", "orders", 23, 1090, 1262, 0.08, 0.88, 30, 21.0),
    ),
    tickets=1750, response_hours=9.0, satisfaction=0.82,
    finance={"overheads": 165000, "depreciation": 21000, "capex": 22000, "cash": 10500000, "receivables": 1750000, "payables": 390000},
    expansion=0.009,
    season_leads=(1.01, 1.02, 1.05, 1.0, 0.99, 1.04, 0.92, 0.82, 1.06, 1.06, 1.05, 0.98),
    events=(
        (9, "price_change", "", 0.02, 1), (26, "price_change", "", 0.025, 1), (15, "marketing_spend", "Search", 0.45, 1),
        (18, "marketing_spend", "Search", -0.45, 1), (30, "marketing_spend", "Events", 0.6, 1), (33, "marketing_spend", "Events", -0.6, 1),
        (20, "demand_shock", "", 0.30, 5), (21, "support_heads", "", -0.15, 2), (27, "support_heads", "", 0.15, 3),
        (36, "cost_inflation", "", 0.03, 12), (2, "delivery_heads", "product", 0.45, 40), (2, "delivery_heads", "operations", 0.30, 40), (2, "sales_heads", "", 0.35, 40),
        (6, "delivery_heads", "administration", 0.6, 36), (4, "marketing_heads", "", 0.5, 30), (8, "marketing_spend", "", 0.4, 34),
    ),
    trend=0.05, market_size=460e6,
)  # fmt: skip

VERNAY = Firm(
    slug="industry",
    name="Vernay Fluid Controls",
    kind="industry",
    story="Maker and distributor of valves, pumps and spare kits. Its machining shop is nearly full: pushed sales "
    "empty the stock, orders run late, rework rises and good customers leave quietly.",
    offers=(
        ("V40 valves", "France", "direct", 318.0, 0.09, 1900, 139.0, 0, 0, 0),
        ("V40 valves", "France", "distributors", 318.0, 0.21, 1350, 139.0, 0, 0, 0),
        ("V40 valves", "Germany", "distributors", 332.0, 0.20, 1250, 142.0, 0, 0, 0),
        ("V40 valves", "Iberia", "distributors", 305.0, 0.22, 640, 140.0, 0, 0, 0),
        ("P12 pumps", "France", "direct", 1480.0, 0.08, 380, 655.0, 0, 0, 0),
        ("P12 pumps", "Germany", "direct", 1530.0, 0.07, 260, 662.0, 0, 0, 0),
        ("P12 pumps", "Iberia", "distributors", 1440.0, 0.18, 170, 660.0, 0, 0, 0),
        ("Spare kits", "France", "direct", 88.0, 0.05, 3900, 31.0, 0, 0, 0),
        ("Spare kits", "France", "online", 84.0, 0.0, 1500, 33.0, 0, 0, 0),
        ("Spare kits", "Germany", "distributors", 92.0, 0.15, 2300, 32.0, 0, 0, 0),
    ),
    heads={
        "marketing": (4, 5900, 0.012), "sales": (21, 6500, 0.016), "support": (8, 4500, 0.014),
        "operations": (128, 4150, 0.016), "product": (14, 5900, 0.009), "administration": (18, 5300, 0.009),
    },
    channels={"Trade fairs": (21000, 17), "Search": (12000, 20), "Catalogue and e-mail": (10000, 15)},
    funnel={
        "France": (120, 0.42, 0.40, 0.60, 0.33), "Germany": (66, 0.40, 0.40, 0.58, 0.29),
        "Iberia": (40, 0.40, 0.38, 0.58, 0.28),
    },
    deal_value={"France": 46000.0, "Germany": 52000.0, "Iberia": 38000.0},
    processes=(
        ("Order entry", "administration", "units", 1350, 680, 900, 0.03, 0.97, 2, 0.9),
        ("Machining", "operations", "production", 13650, 9700, 9800, 0.055, 0.86, 20, 14.0),
        ("Assembly and test", "operations", "production", 13650, 5100, 5350, 0.035, 0.90, 8, 5.2),
        ("Shipping", "operations", "units", 13650, 1750, 2000, 0.012, 0.93, 3, 1.7),
    ),
    tickets=620, response_hours=13.0, satisfaction=0.79,
    finance={"overheads": 395000, "depreciation": 98000, "capex": 105000, "cash": 1900000, "receivables": 5600000, "payables": 2450000},
    stock={"V40 valves": (4900, 0), "P12 pumps": (760, 0), "Spare kits": (7400, 0)},
    counts_customers=False,
    season_units=(0.98, 1.0, 1.07, 1.02, 1.0, 1.04, 0.97, 0.78, 1.06, 1.06, 1.04, 0.98),
    events=(
        (11, "price_change", "", 0.03, 1), (23, "price_change", "", 0.04, 1), (14, "marketing_spend", "Trade fairs", 0.8, 1),
        (16, "marketing_spend", "Trade fairs", -0.8, 1), (17, "demand_shock", "", 0.22, 4), (31, "supply_delay", "", 0.7, 2),
        (36, "supply_delay", "", -0.7, 3), (24, "wage_inflation", "", 0.01, 12), (2, "delivery_heads", "operations", -0.145, 40),
    ),
    trend=0.03, market_size=690e6,
)  # fmt: skip

MAREA = Firm(
    slug="services",
    name="Maréa Engineering",
    kind="services",
    story="Engineers and data specialists sold by the day. Consultants are the product: sold beyond their time, "
    "projects slip, overtime and resignations follow, and the firm pays twice to replace its people.",
    offers=(
        ("Transformation projects", "Public sector", "direct", 930.0, 0.09, 430, 42.0, 34, 0.62, 0.013),
        ("Transformation projects", "Energy", "direct", 1020.0, 0.06, 350, 45.0, 21, 0.40, 0.012),
        ("Transformation projects", "Retail", "partner", 940.0, 0.15, 150, 60.0, 15, 0.36, 0.017),
        ("Managed services", "Public sector", "direct", 640.0, 0.07, 280, 28.0, 22, 0.32, 0.008),
        ("Managed services", "Energy", "direct", 690.0, 0.05, 260, 28.0, 17, 0.27, 0.007),
        ("Managed services", "Retail", "direct", 650.0, 0.06, 130, 29.0, 13, 0.25, 0.010),
        ("Training", "Energy", "partner", 1250.0, 0.12, 32, 190.0, 18, 0.45, 0.020),
        ("Training", "Retail", "online", 1100.0, 0.0, 22, 120.0, 26, 0.80, 0.028),
    ),
    heads={
        "marketing": (3, 5700, 0.014), "sales": (13, 8200, 0.018), "support": (5, 4700, 0.016),
        "operations": (109, 6450, 0.018), "product": (6, 7100, 0.010), "administration": (14, 5900, 0.010),
    },
    channels={"Conferences": (19000, 8), "Social": (9500, 9), "Content and e-mail": (8000, 7)},
    funnel={
        "Public sector": (54, 0.42, 0.42, 0.62, 0.30), "Energy": (50, 0.43, 0.42, 0.62, 0.33),
        "Retail": (66, 0.41, 0.42, 0.60, 0.32),
    },
    deal_value={"Public sector": 150000.0, "Energy": 165000.0, "Retail": 62000.0},
    processes=(
        ("Staffing and kick-off", "operations", "orders", 3.5, 420, 500, 0.04, 0.90, 15, 9.5),
        ("Project delivery", "operations", "units", 1654, 12550, 13150, 0.06, 0.87, 45, 33.0),
        ("Invoicing", "administration", "units", 96, 330, 460, 0.04, 0.95, 5, 2.6),
    ),
    tickets=430, response_hours=7.5, satisfaction=0.81,
    finance={"overheads": 205000, "depreciation": 14000, "capex": 14000, "cash": 1250000, "receivables": 2500000, "payables": 310000},
    expansion=0.004,
    season_units=(1.03, 1.02, 1.09, 1.0, 0.93, 1.05, 0.92, 0.66, 1.09, 1.11, 1.07, 1.03),
    events=(
        (10, "price_change", "", 0.03, 1), (28, "price_change", "", 0.035, 1), (13, "marketing_spend", "Conferences", 0.7, 1),
        (15, "marketing_spend", "Conferences", -0.7, 1), (19, "demand_shock", "", 0.20, 5), (33, "demand_shock", "Retail", -0.25, 5),
        (24, "wage_inflation", "", 0.012, 12), (2, "delivery_heads", "operations", -0.035, 40),
    ),
    trend=0.035, market_size=420e6,
)  # fmt: skip

FIRMS = {firm.slug: firm for firm in (HELIOFLOW, VERNAY, MAREA)}
