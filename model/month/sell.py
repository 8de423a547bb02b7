"""Adstock -> leads -> pipeline -> wins limited by sales capacity; price, satisfaction and lateness of last month act."""

from model.equations import demand, pipeline, satisfaction
from model.month.staff import of
from model.vocabulary import TINY, Array, log
from model.warm_start import State
from model.world import Amounts, World


def sell(world: World, levers: Amounts, before: State, now: State) -> State:
    """Prices, felt value, leads and deals of the month."""
    prices = _prices(world, levers, before)
    value = _value(world, before, now, prices)
    leads = _leads(world, levers, before, now)
    deals = _pipeline(world, levers, before, leads)
    return prices | value | leads | deals | _wins(world, levers, before, now, value | deals)


def _prices(world: World, levers: Amounts, before: State) -> State:
    base, belief = world.base, world.belief
    level = demand.list_price(1.0, 0.0, belief["price_indexation"], levers["month"])  # type: ignore[arg-type]
    listed = base["list_price"] * (1.0 + levers["price_change"]) * level
    discount = demand.discount(base["discount"], levers["discount_change"])
    net = demand.net_price(listed, discount)
    offered = demand.offered_price(net, base["net_price"], level)
    paid = demand.paid_price(before["paid_price"], offered, belief["price_renewal"])
    rivals, reaction = world.company.market.spread(levers["rival_price"]), levers["rival_reaction"]
    return {
        "discount": discount,
        "offered_price": offered,
        "paid_price": paid,
        "net_price": paid * base["net_price"] * level,
        "relative_offer": demand.relative_price(offered, rivals, reaction),
        "relative_price": demand.relative_price(paid, rivals, reaction),
        "price_level": level,
    }


def _value(world: World, before: State, now: State, prices: State) -> State:
    """Price against perceived value, with what customers felt last month   [offer, row]."""
    base, belief = world.base, world.belief
    felt = satisfaction.felt
    content = felt(base["satisfaction"], before["satisfaction"], world.coupling)  # type: ignore[arg-type]
    defects = felt(base["defects"], before["defects"], world.coupling)  # type: ignore[arg-type]
    late = felt(base["late_felt"], before["late_felt"], world.coupling)  # type: ignore[arg-type]
    slow = felt(1.0, before["lead_time_ratio"], world.coupling)  # type: ignore[arg-type]
    product = demand.product_strength(
        before["product_strength"], of(now["staffing"], "product"), belief["product_delay"]
    )
    worth = demand.perceived_value(
        belief["value_satisfaction"] * (content - base["satisfaction"]),
        belief["value_quality"] * (base["defects"] - defects),
        belief["value_delivery"] * (base["late_felt"] - late),
        belief["value_product"] * product,
    )
    return {
        "value_index": demand.value_index(prices["relative_price"], worth),
        "offer_index": demand.value_index(prices["relative_offer"], worth),
        "product_strength": product,
        "felt_satisfaction": content,
        "felt_late": late,
        "felt_lead_time": slow,
        "satisfaction_gain": content - base["satisfaction"],
    }


def _leads(world: World, levers: Amounts, before: State, now: State) -> State:
    base, belief = world.base, world.belief
    spend = base["spend"] * (1.0 + levers["marketing_spend"])
    adstock = pipeline.adstock(spend, base["carry_over"], before["adstock"])
    by_channel = pipeline.paid_leads(base["paid_leads"], base["saturation"], adstock, base["usual_adstock"])
    paid = by_channel.sum(axis=0, keepdims=True)
    content = before["satisfaction"] - base["satisfaction"]
    organic = pipeline.organic_leads(
        base["organic_leads"],
        belief["referral"],
        content * world.coupling,
        belief["outbound_share"],
        of(now["staffing"], "sales"),
    )
    market = (
        now["trend_index"]
        * (1.0 + levers["market_growth"])
        * (1.0 + levers["demand_shock"])
        * levers["season_leads"]
        * levers["noise"]
    )
    leads = (organic + base["lead_share"] * paid) * market
    total = leads.sum(axis=0, keepdims=True)
    faster = 1.0 + belief["lead_handling_gain"] * levers["lead_handling"]
    capacity = base["lead_capacity"] * of(now["staffing"], "marketing") * faster
    handled = pipeline.handled_share(total, capacity)
    return {
        "spend": spend,
        "adstock": adstock,
        "channel_leads": by_channel,
        "market_index": market,
        "market_level": now["trend_index"] * (1.0 + levers["market_growth"]),
        "leads": leads,
        "handled_leads": leads * handled,
        "lead_overflow": total * (1.0 - handled),
        "marketing_utilisation": total / (capacity + TINY),
    }


def _pipeline(world: World, levers: Amounts, before: State, leads: State) -> State:
    """Lead -> MQL -> SQL -> opportunity, each a conversion after a delay   [market, row]."""
    base, belief = world.base, world.belief
    gain = belief["lead_handling_gain"] * levers["lead_handling"]
    left = pipeline.leaving(before["leads_waiting"], leads["handled_leads"], base["mql_exit"])
    mql = pipeline.converted(left, base["lead_to_mql"], gain)
    left_mql = pipeline.leaving(before["mql_waiting"], mql, base["sql_exit"])
    sql = pipeline.converted(left_mql, base["mql_to_sql"], gain)
    left_sql = pipeline.leaving(before["sql_waiting"], sql, base["opportunity_exit"])
    uplift = pipeline.new_offer_uplift(levers["new_offer"], belief["new_offer_reach"], belief["new_offer_scale"])
    extra = (1.0 - levers["cannibalisation"]) * uplift
    return {
        "mql": mql,
        "sql": sql,
        "opportunities": pipeline.converted(left_sql, base["sql_to_opportunity"], 0.0 * gain) * (1.0 + extra),
        "leads_waiting": pipeline.remaining(before["leads_waiting"], leads["handled_leads"], left),
        "mql_waiting": pipeline.remaining(before["mql_waiting"], mql, left_mql),
        "sql_waiting": pipeline.remaining(before["sql_waiting"], sql, left_sql),
        "new_offer_share": pipeline.new_offer_share(uplift, levers["cannibalisation"]),
    }


def _wins(world: World, levers: Amounts, before: State, now: State, month: State) -> State:
    """Won and lost have separate speeds; sales capacity limits the wins   [market, row]."""
    base, belief, market = world.base, world.belief, world.company.market
    rate = _win_rate(world, levers, month)
    new_share = month["new_offer_share"]
    share = _order_share(world, levers, new_share)
    to_win, to_lose = month["opportunities"] * rate, month["opportunities"] * (1.0 - rate)
    out = pipeline.leaving(before["winning"], to_win, base["win_exit"])
    ready = pipeline.leaving(before["ready"], out, base["win_exit"])
    lost_out = pipeline.leaving(before["losing"], to_lose, base["lose_exit"])
    lost = pipeline.leaving(before["lost_soon"], lost_out, base["lose_exit"])
    effort = market.sum(share * base["effort"])
    need = pipeline.selling_need(ready, effort).sum(axis=0, keepdims=True)
    elsewhere = belief["expansion_selling_time"] * levers["expansion_effort"].mean(axis=0, keepdims=True)
    capacity = pipeline.sales_capacity(base["sales_capacity"], of(now["staffing"], "sales"), elsewhere)
    won = ready * pipeline.served_share(need, capacity)
    given_up = (ready - won) * belief["overflow_loss"]
    return {
        "win_rate": rate,
        "winning": pipeline.remaining(before["winning"], to_win, out),
        "ready": pipeline.remaining(before["ready"], out, won + given_up),
        "losing": pipeline.remaining(before["losing"], to_lose, lost_out),
        "lost_soon": pipeline.remaining(before["lost_soon"], lost_out, lost),
        "won": won,
        "lost": lost + given_up,
        "order_share": share,
        "sales_utilisation": need / (capacity + TINY),
        "sales_capacity": capacity,
    }


def _win_rate(world: World, levers: Amounts, month: State) -> Array:
    base, belief, market = world.base, world.belief, world.company.market
    pressure = market.sum(base["order_share"] * month["offer_index"])
    promise = (world.base["late_weight"] * levers["promised_lead_time"]).sum(axis=0, keepdims=True)
    slow = month["felt_lead_time"] - 1.0 + belief["promise_weight"] * promise
    return demand.win_rate(
        base["win_rate"],
        belief["win_price_sensitivity"] * log(pressure),
        belief["win_satisfaction_sensitivity"] * month["satisfaction_gain"],
        belief["win_lead_time_sensitivity"] * slow,
        belief["playbook_gain"] * levers["sales_playbook"],
    )


def _order_share(world: World, levers: Amounts, new_share: Array) -> Array:
    """Share of a market's wins that each offer takes: channel mix, then the new offer   [offer, row]."""
    base, company = world.base, world.company
    shifted = base["order_share"] * company.sales_channel.spread(1.0 + levers["channel_shift"])
    shifted = shifted / (company.market.spread(company.market.sum(shifted)) + TINY)
    new = company.market.spread(new_share)
    return shifted * (1.0 - new) + base["is_new"] * new
