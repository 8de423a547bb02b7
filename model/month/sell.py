"""Leads -> pipeline -> wins limited by sales capacity; satisfaction and lateness of last month act."""

from model.equations import demand, pipeline
from model.month.staff import of
from model.vocabulary import TINY, Array, log
from model.world import State, World


def sell(world: World, before: State, now: State) -> State:
    """Felt value, leads and deals of the month."""
    value = _value(world, before, now)
    leads = _leads(world, now, value)
    deals = _pipeline(world, before, now, leads)
    return value | leads | deals | _wins(world, before, now, value | deals)


def _value(world: World, before: State, now: State) -> State:
    """Price against perceived value, with what customers felt last month   [offer, row]."""
    base, belief = world.base, world.belief
    content = world.felt(base["satisfaction"], before["satisfaction"])
    late = world.felt(base["late_felt"], before["late_felt"])
    gain, excess = content - base["satisfaction"], late - base["late_felt"]
    product = demand.product_strength(before["product_strength"], of(now["staffing"], "product"), base["product_speed"])
    worth = demand.perceived_value(
        belief["value_satisfaction"] * gain,
        belief["value_quality"] * (base["defects"] - world.felt(base["defects"], before["defects"])),
        -belief["value_delivery"] * excess,
        belief["value_product"] * product,
    )
    return {
        "value_index": demand.value_index(now["relative_price"], worth),
        "offer_index": demand.value_index(now["relative_offer"], worth),
        "product_strength": product,
        "felt_satisfaction": content,
        "felt_lead_time": world.felt(base["usual_lead_time_ratio"], before["lead_time_ratio"]),
        "satisfaction_gain": gain,
        "late_excess": excess,
    }


def _leads(world: World, now: State, value: State) -> State:
    """Organic and paid leads of each market, and what the people of marketing can handle   [market, row]."""
    base, belief = world.base, world.belief
    organic = pipeline.organic_leads(
        base["organic_leads"],
        belief["referral"],
        value["satisfaction_gain"],
        belief["outbound_share"],
        of(now["staffing"], "sales"),
    )
    leads = (organic + now["paid_by_market"]) * now["market_index"]
    total = leads.sum(axis=0, keepdims=True)
    capacity = now["lead_capacity"] * of(now["staffing"], "marketing")
    handled = pipeline.handled_share(total, capacity)
    return {
        "leads": leads,
        "handled_leads": leads * handled,
        "lead_overflow": total * (1.0 - handled),
        "marketing_utilisation": total / (capacity + TINY),
    }


def _pipeline(world: World, before: State, now: State, leads: State) -> State:
    """Lead -> MQL -> SQL -> opportunity, each a conversion after a delay   [market, row]."""
    base = world.base
    left = pipeline.leaving(before["leads_waiting"], leads["handled_leads"], base["mql_exit"])
    mql = left * now["mql_rate"]
    left_mql = pipeline.leaving(before["mql_waiting"], mql, base["sql_exit"])
    sql = left_mql * now["sql_rate"]
    left_sql = pipeline.leaving(before["sql_waiting"], sql, base["opportunity_exit"])
    return {
        "mql": mql,
        "sql": sql,
        "opportunities": left_sql * now["opportunity_rate"],
        "leads_waiting": pipeline.remaining(before["leads_waiting"], leads["handled_leads"], left),
        "mql_waiting": pipeline.remaining(before["mql_waiting"], mql, left_mql),
        "sql_waiting": pipeline.remaining(before["sql_waiting"], sql, left_sql),
    }


def _wins(world: World, before: State, now: State, month: State) -> State:
    """Won and lost have separate speeds; sales capacity limits the wins   [market, row]."""
    base, belief = world.base, world.belief
    rate = _win_rate(world, now, month)
    to_win = month["opportunities"] * rate
    to_lose = month["opportunities"] - to_win
    out = pipeline.leaving(before["winning"], to_win, base["win_exit"])
    ready = pipeline.leaving(before["ready"], out, base["win_exit"])
    lost_out = pipeline.leaving(before["losing"], to_lose, base["lose_exit"])
    lost = pipeline.leaving(before["lost_soon"], lost_out, base["lose_exit"])
    need = pipeline.selling_need(ready, now["selling_effort"]).sum(axis=0, keepdims=True)
    capacity = now["sales_time"] * of(now["staffing"], "sales")
    won = ready * pipeline.served_share(need, capacity)
    given_up = (ready - won) * belief["overflow_loss"]
    return {
        "winning": pipeline.remaining(before["winning"], to_win, out),
        "ready": pipeline.remaining(before["ready"], out, won + given_up),
        "losing": pipeline.remaining(before["losing"], to_lose, lost_out),
        "lost_soon": pipeline.remaining(before["lost_soon"], lost_out, lost),
        "won": won,
        "lost": lost + given_up,
        "sales_utilisation": need / (capacity + TINY),
        "sales_capacity": capacity,
    }


def _win_rate(world: World, now: State, month: State) -> Array:
    base, belief = world.base, world.belief
    pressure = world.company.market.sum(base["order_share"] * month["offer_index"])
    return demand.win_rate(
        base["win_rate_logit"],
        belief["win_price_sensitivity"] * log(pressure),
        belief["win_satisfaction_sensitivity"] * month["satisfaction_gain"],
        belief["win_lead_time_sensitivity"] * (month["felt_lead_time"] + now["promise_felt"]),
        now["playbook_gain"],
    )
