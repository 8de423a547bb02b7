"""Figures of two systems that should agree: silent when they do, a warning at its place when they do not."""

import pytest

from tests.test_checks import MONTHS, findings, sales_row, sentences


def people(**changes):
    """Twelve months of one function of which the fifth is changed."""
    row = {"function": "sales", "heads": 4.0, "payroll": 20_000.0}
    return [row | {"month": month} | (changes if month == "2024-05" else {}) for month in MONTHS]


def pipeline(**values):
    row = {"market": "FR", "opportunities": 9.0, "won": 3.0}
    return [row | {"month": month} | values for month in MONTHS]


def test_pay_near_the_usual_is_fine_even_with_a_thirteenth_month():
    assert findings(people=people(payroll=40_000.0)) == ()


@pytest.mark.parametrize("changes", [{"payroll": 200_000.0}, {"heads": 40.0}, {"payroll": 20.0}])
def test_payroll_far_off_heads_times_usual_pay_is_named(changes):
    found = [finding for finding in findings(people=people(**changes)) if finding.rule == "payroll_off_heads"]
    assert [(finding.row, finding.column, finding.severity) for finding in found] == [(6, "payroll", "warning")]


def test_heads_follow_from_hires_and_leavers():
    rows = [row | {"hires": 1.0, "leavers": 1.0} for row in people()]
    assert findings(people=rows) == ()
    rows[4]["hires"] = 3.0
    assert sentences(people=rows) == ["people, row 6, heads: 4, but last month + hires - leavers is 6; check them."]


def test_deals_won_and_new_customers_are_of_one_size():
    sales = [sales_row(month, new_customers=3.0) for month in MONTHS]
    assert findings(sales=sales, pipeline=pipeline()) == ()
    finding = findings(sales=sales, pipeline=pipeline(won=9.0))[0]
    assert (finding.rule, finding.column, finding.fields["other"]) == ("won_off_new_customers", "won", "36")


def test_campaigns_cannot_bring_more_leads_than_there_are():
    marketing = [{"month": month, "channel": "Search", "spend": 10.0, "leads": 50.0} for month in MONTHS]
    assert findings(marketing=marketing, pipeline=pipeline(leads=60.0)) == ()
    assert [finding.rule for finding in findings(marketing=marketing, pipeline=pipeline(leads=40.0))] == [
        "leads_below_campaigns"
    ]


def test_a_funnel_does_not_widen():
    assert findings(pipeline=pipeline(leads=40.0, mql=20.0, sql=10.0)) == ()
    (finding,) = findings(pipeline=pipeline(leads=40.0, mql=20.0, sql=30.0))
    assert (finding.rule, finding.column, finding.fields["before"]) == ("funnel_widens", "sql", "mql")


def test_an_offer_sold_below_its_cost_is_named_once():
    (finding,) = findings(sales=[sales_row(month, unit_cost=120.0) for month in MONTHS])
    assert (finding.rule, finding.row, finding.fields["months"]) == ("cost_above_price", 2, "12")


def test_who_is_on_time_keeps_the_days_promised():
    row = {"process": "ship", "volume": 10.0, "hours": 5.0, "on_time": 0.99, "promised_days": 2.0}
    assert findings(operations=[row | {"month": month, "lead_time_days": 1.0} for month in MONTHS]) == ()
    rows = [row | {"month": month, "lead_time_days": 9.0 if month == "2024-03" else 1.0} for month in MONTHS]
    assert "on_time_but_late" in [finding.rule for finding in findings(operations=rows)]
