"""Work on its way through the processes of one month, chain by chain."""

import numpy as np

from model.equations import operations
from model.vocabulary import TINY, Array
from model.world import State, World


class Flows:
    """Inflow, throughput and backlog of the processes of one month   [process, row]."""

    def __init__(self, world: World, before: State, capacity: Array) -> None:
        self.world, self.before, self.capacity = world, before["backlog"], capacity
        self.waiting = before["backlog"] / world.base["intensity"]
        self.inflow = np.zeros_like(capacity)
        self.done = np.zeros_like(capacity)

    def through(self, driver: str, arriving: Array) -> Array:
        """Send orders, units or production through their chain; the share of what waits that comes out   [1, row].

        In the silo view all of it does, whatever the processes can do.
        """
        intensity = self.world.base["intensity"]
        flow = arriving
        waiting = arriving
        for index in self.world.company.chain(driver):
            one = slice(index, index + 1)
            work = intensity[one]
            waiting = waiting + self.waiting[one]
            self.inflow[one] = inflow = flow * work
            self.done[one] = done = operations.throughput(inflow, self.before[one], self.capacity[one])
            flow = done / work
        return self.world.felt(self.world.base["all"], (flow + TINY) / (waiting + TINY))

    def independent(self, driver: str, amount: Array) -> None:
        """Work that each customer causes, all such processes at once."""
        chain = self.world.company.chain(driver)
        self.inflow[chain] = inflow = amount * self.world.base["intensity"][chain]
        self.done[chain] = operations.throughput(inflow, self.before[chain], self.capacity[chain])
