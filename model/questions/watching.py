"""How a long answer tells how far it is, and how it is stopped."""

from collections.abc import Callable
from dataclasses import dataclass


class Cancelled(Exception):  # noqa: N818  it names what happened, in the field's words
    """Whoever asked does not want the answer any more."""


def _nobody_listens(_: float) -> None:
    """Progress that nobody looks at."""


def _goes_on() -> bool:
    return False


@dataclass(frozen=True)
class Watch:
    """`progress` is told the share done, 0 to 1; `cancelled` is asked between batches of the engine."""

    progress: Callable[[float], None] = _nobody_listens
    cancelled: Callable[[], bool] = _goes_on

    def at(self, share: float) -> None:
        """Tell the share done; raises Cancelled when the answer is not wanted any more."""
        if self.cancelled():
            raise Cancelled
        self.progress(min(share, 1.0))


def part(watch: Watch, first: float, last: float) -> Watch:
    """The watch of one part of a longer answer, which is `first` to `last` of the whole.

    >>> told: list[float] = []
    >>> part(Watch(told.append), 0.5, 1.0).at(0.5)
    >>> told
    [0.75]
    """
    return Watch(lambda share: watch.progress(first + share * (last - first)), watch.cancelled)


ALONE = Watch()
