"""The house's judgement where a reader changed it: rules of the compass, and what each role wishes.

It is part of the plan, so that undo and the link carry it: 'rule-' with an indicator (the two ends, the weight), 'say-' with a
role (its weight), 'wish-' with a role (KPI, weight, target). Only what differs from the house's is held.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from model.kpis import KPIS
from model.questions.compass import USUAL_RULES, Rule
from model.questions.priorities import USUAL_WEIGHTS, Role, Wish

RULE, SAY, WISH = "rule-", "say-", "wish-"
HEAVIEST = 10.0  # weight
FARTHEST = 1e12  # target, either way
MOST_WISHES = 24
DECIMALS = 6
_NUMBER = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,6})?")
_USUAL = {rule.indicator: rule for rule in USUAL_RULES}
Ends = tuple[float, float, float]  # fully efficiency, fully revenue, weight
Wanted = tuple[float, float]  # weight, target


@dataclass(frozen=True)
class Policy:
    """What differs from the house's rules and wishes."""

    rules: Mapping[str, Ends] = field(default_factory=dict)
    says: Mapping[str, float] = field(default_factory=dict)
    wishes: Mapping[tuple[str, str], Wanted] = field(default_factory=dict)


HOUSE = Policy()


def rules(policy: Policy) -> tuple[Rule, ...]:
    """The rules of the compass as the reader has them."""
    return tuple(_rule(rule, policy.rules.get(rule.indicator)) for rule in USUAL_RULES)


def _rule(rule: Rule, ends: Ends | None) -> Rule:
    if ends is None:
        return rule
    efficiency, revenue, weight = ends
    return replace(rule, efficiency_at=efficiency, revenue_at=revenue, weight=weight, grade="own")


def roles(policy: Policy, usual: Sequence[Role]) -> tuple[Role, ...]:
    """The roles as the reader has them; wishes without weight are left out, and roles without wishes with them."""
    found = [
        replace(role, weight=policy.says.get(role.name, role.weight), wishes=wishes(policy, role)) for role in usual
    ]
    heard = [replace(role, wishes=tuple(wish for wish in role.wishes if wish.weight > 0.0)) for role in found]
    return tuple(role for role in heard if role.wishes and role.weight > 0.0)


def wishes(policy: Policy, role: Role) -> tuple[Wish, ...]:
    """All wishes of a role, those added last."""
    known = {wish.kpi: wish for wish in role.wishes}
    known |= {kpi: Wish(kpi, *wanted) for (name, kpi), wanted in policy.wishes.items() if name == role.name}
    return tuple(known.values())


def allowed_rule(indicator: str, ends: Ends) -> bool:
    """Whether a rule can be followed: ends within what the indicator can be, not the same, and a weight that counts."""
    usual = _USUAL.get(indicator)
    if usual is None:
        return False
    efficiency, revenue, weight = ends
    inside = all(usual.lowest <= end <= usual.highest for end in (efficiency, revenue))
    return inside and efficiency != revenue and 0.0 <= weight <= HEAVIEST


def allowed_wish(role: str, kpi: str, wanted: Wanted) -> bool:
    """Whether a wish can be scored."""
    weight, target = wanted
    return role in USUAL_WEIGHTS and kpi in KPIS and 0.0 <= weight <= HEAVIEST and abs(target) <= FARTHEST


def is_policy(name: str) -> bool:
    """Whether a part of a share code that begins with this name speaks of the house's judgement."""
    return name.startswith((RULE, SAY, WISH))


def parts(policy: Policy) -> Iterator[str]:
    """The parts of a share code."""
    for indicator, ends in sorted(policy.rules.items()):
        yield "~".join((f"{RULE}{indicator}", *(_text(number) for number in ends)))
    for role, weight in sorted(policy.says.items()):
        yield f"{SAY}{role}~{_text(weight)}"
    for (role, kpi), wanted in sorted(policy.wishes.items()):
        yield "~".join((f"{WISH}{role}", kpi, *(_text(number) for number in wanted)))


def _text(number: float) -> str:
    return f"{number:.{DECIMALS}f}".rstrip("0").rstrip(".")


def joined(policy: Policy, fields: Sequence[str]) -> Policy | None:
    """The policy with one more part of a share code, or None when something in it is not allowed."""
    name, *rest = fields
    texts = rest[1:] if name.startswith(WISH) else rest
    numbers = tuple(float(text) for text in texts if _NUMBER.fullmatch(text))
    if len(numbers) != len(texts):
        return None
    indicator, role = name.removeprefix(RULE), name.removeprefix(SAY).removeprefix(WISH)
    match name[: name.index("-") + 1], numbers:
        case ("rule-", (efficiency, revenue, weight)) if allowed_rule(indicator, (efficiency, revenue, weight)):
            return replace(policy, rules={**policy.rules, indicator: (efficiency, revenue, weight)})
        case ("say-", (weight,)) if role in USUAL_WEIGHTS and 0.0 <= weight <= HEAVIEST:
            return replace(policy, says={**policy.says, role: weight})
        case ("wish-", (weight, target)) if allowed_wish(role, rest[0], (weight, target)):
            room = len(policy.wishes) < MOST_WISHES
            return replace(policy, wishes={**policy.wishes, (role, rest[0]): (weight, target)}) if room else None
    return None
