from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.assumptions import ASSUMPTIONS
from model.beliefs import Event, Experiment
from model.kpis import KPIS
from model.levers import LEVERS, SHOCKS, Lever
from model.questions.compass import USUAL_RULES, Rule
from model.questions.priorities import USUAL_WEIGHTS
from model.scenario import AS_IS, LAST_START, LONGEST_RAMP, Move, Scenario, neutral
from model.track import WIDEST
from ui.evidence import KINDS, Evidence
from ui.link import HORIZONS, LONGEST_CODE, Plan, decode, encode
from ui.link_text import checksum
from ui.policy import FARTHEST, HEAVIEST, Policy, allowed_rule, allowed_wish

DIMENSIONS = {lever.over for lever in (*LEVERS.values(), *SHOCKS.values())}
MEMBERS: dict[str, tuple[str, ...]] = {
    over: ("company",) if over == "company" else (f"{over} A", f"{over} é / 2") for over in DIMENSIONS
}
JUDGED = ("rule-margin", "rule-nothing", "say-cro", "wish-coo", "on_time", "1", "-1", "99999999999999")
ALPHABET = "01~~~msr.-_abc9eE%&=\0é" + "price_change"


def values(low: float, high: float):
    return st.floats(low, high, allow_subnormal=False).map(lambda value: round(value, 6) + 0.0)


def moves(lever: Lever):
    value = values(lever.low, lever.high)
    return st.builds(
        Move,
        value,
        st.dictionaries(st.sampled_from(MEMBERS[lever.over]), value, max_size=2),
        st.integers(0, LAST_START),
        st.integers(lever.shortest_ramp, LONGEST_RAMP),
    ).map(without_repetition)


def without_repetition(move: Move) -> Move:
    return replace(move, values={member: v for member, v in move.values.items() if v != move.value})


def some(declared, strategy):
    return st.fixed_dictionaries({}, optional={name: strategy(item) for name, item in declared.items()})


def differing(declared, moved):
    return {name: move for name, move in moved.items() if move != neutral(declared[name])}


evidences = st.builds(
    Evidence,
    st.booleans(),
    st.lists(
        st.builds(
            Experiment,
            st.just(""),
            st.sampled_from(sorted(ASSUMPTIONS)),
            st.sampled_from(["", *MEMBERS["offer"]]),
            values(-5.0, 5.0),
            values(0.001, 2.0),
        ),
        max_size=3,
    ).map(tuple),
    st.lists(
        st.builds(Event, st.sampled_from(KINDS), st.just("2025-03"), st.sampled_from(["2025-03", "2026-01"])),
        max_size=3,
    ).map(tuple),
    st.dictionaries(st.sampled_from(sorted(ASSUMPTIONS)), values(1.001, WIDEST), max_size=3).map(
        lambda wider: tuple(sorted(wider.items()))
    ),
)
weights = values(0.0, HEAVIEST)


def ends(rule: Rule):
    inside = values(rule.lowest, rule.highest)
    return st.tuples(inside, inside, weights).filter(lambda found: allowed_rule(rule.indicator, found))


policies = st.builds(
    Policy,
    some({rule.indicator: rule for rule in USUAL_RULES}, ends),
    some(dict.fromkeys(USUAL_WEIGHTS), lambda _: weights),
    st.dictionaries(
        st.tuples(st.sampled_from(sorted(USUAL_WEIGHTS)), st.sampled_from(sorted(KPIS))),
        st.tuples(weights, values(-FARTHEST, FARTHEST) | values(-1.0, 1.0)),
        max_size=3,
    ),
)
plans = st.builds(
    lambda levers, shocks, assumptions, months, evidence, policy: Plan(
        Scenario(levers=differing(LEVERS, levers), shocks=differing(SHOCKS, shocks), assumptions=assumptions),
        months,
        evidence,
        policy,
    ),
    some(LEVERS, moves),
    some(SHOCKS, moves),
    some(ASSUMPTIONS, lambda assumption: values(assumption.low, assumption.high)),
    st.sampled_from(HORIZONS),
    evidences,
    policies,
)
wild = st.text(st.sampled_from(ALPHABET), max_size=200) | st.text(max_size=60)
hostile = (
    wild
    | st.builds("1~~".__add__, wild)
    | st.lists(
        st.sampled_from(
            [
                *LEVERS,
                *SHOCKS,
                *JUDGED,
                "0.05",
                "s3",
                "m00",
                "~",
                "fit",
                "test-churn",
                "wide-churn",
                "event-strike",
                "2025-03",
            ]
        )
    ).map("~".join)
)


@given(plans)
@settings(max_examples=200)
def test_a_link_gives_back_the_plan_it_was_made_of(plan: Plan):
    code = encode(plan)
    if len(code) <= LONGEST_CODE:
        assert decode(code, MEMBERS) == (plan, ())


@given(hostile)
@settings(max_examples=2_000)
@example("1~~price_change~nan")
@example("1~~price_change~1e999")
@example("1~~.~1")
@example("1~~~~~~")
@example("1~~price_change~0.05~m")
def test_no_link_breaks_anything(code: str):
    check(code)


@pytest.mark.long
@given(hostile)
@settings(max_examples=20_000)
def test_no_link_of_twenty_thousand_breaks_anything(code: str):
    check(code)


def check(code: str):
    plan, ignored = decode(code, MEMBERS)
    assert plan.months in HORIZONS
    for declared, moved in ((LEVERS, plan.scenario.levers), (SHOCKS, plan.scenario.shocks)):
        for name, move in moved.items():
            lever = declared[name]
            assert all(lever.low <= value <= lever.high for value in (move.value, *move.values.values()))
            assert set(move.values) <= set(MEMBERS[lever.over])
    assert all(allowed_rule(name, found) for name, found in plan.policy.rules.items())
    assert all(allowed_wish(role, kpi, wanted) for (role, kpi), wanted in plan.policy.wishes.items())
    assert all(0.0 <= weight <= HEAVIEST for weight in plan.policy.says.values())
    assert all(not set("<>[]()*`$\n") & set(reason.name + reason.given) for reason in ignored)


def test_the_default_plan_has_no_code():
    assert encode(Plan()) == ""
    assert decode("", MEMBERS) == (Plan(), ())


def test_a_code_uses_only_characters_that_stay_as_they_are_in_an_address():
    plan = Plan(Scenario(levers={"price_change": Move(-0.05, {"offer A": 0.02}, 6, 12)}), 24)
    code = encode(plan)
    assert code == f"1~~24m~~price_change~-0.05~s6~r12~m{checksum('offer A')}~0.02"
    assert set(code) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~")


def test_a_move_that_ends_keeps_its_end_in_a_link():
    plan = Plan(Scenario(levers={"marketing_spend": Move(0.3, {}, 2, 1, 14)}))
    assert decode(encode(plan), {})[0] == plan


def test_a_programme_cannot_be_ended_by_a_link():
    plan, ignored = decode("1~~sales_playbook~0.5~e14", {})
    assert plan.scenario.levers["sales_playbook"].end is None
    assert ignored


def test_one_bad_value_costs_only_itself():
    plan, ignored = decode("1~~price_change~9~s6~~unit_cost~-0.05~~nothing~1", MEMBERS)
    assert plan.scenario.levers == {"price_change": Move(0.0, {}, 6, 1), "unit_cost": Move(-0.05, {}, 0, 6)}
    assert [reason.rule for reason in ignored] == ["range", "name"]


def test_a_code_of_another_version_or_too_long_is_the_default():
    for code in ("2~~price_change~0.05", "1~~" + "price_change~0.05~~" * 400):
        plan, ignored = decode(code, MEMBERS)
        assert plan == Plan(AS_IS)
        assert len(ignored) == 1


def test_every_lever_moved_everywhere_fits_into_a_link():
    levers = {name: Move(lever.high, {}, 7, 9) for name, lever in LEVERS.items()}
    shocks = {name: Move(shock.high, {}, 7, 9) for name, shock in SHOCKS.items()}
    assert len(encode(Plan(Scenario(levers=levers, shocks=shocks), 60))) < LONGEST_CODE / 2


def test_a_ramp_that_nobody_can_keep_is_raised_and_said():
    lever = LEVERS["sales_playbook"]
    plan, ignored = decode(f"1~~{lever.name}~0.5~r1", MEMBERS)
    assert plan.scenario.levers[lever.name].ramp == lever.shortest_ramp
    assert [(reason.rule, reason.name, reason.given) for reason in ignored] == [("ramp", lever.name, "1")]
