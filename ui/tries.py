"""Tries with links that lead nowhere, counted for a minute: nobody finds a link by trying."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

OF_VISITOR = RateLimitItemPerMinute(10)
OF_ADDRESS = RateLimitItemPerMinute(60)  # an office may share one

_limiter = MovingWindowRateLimiter(MemoryStorage())


def note(visitor: str, address: str) -> None:
    """Count one more try that led nowhere."""
    for limit, key in _counted(visitor, address):
        _limiter.hit(limit, key)


def are_spent(visitor: str, address: str) -> bool:
    """Whether this visitor, or this address, has tried too often within the last minute."""
    return not all(_limiter.test(limit, key) for limit, key in _counted(visitor, address))


def _counted(visitor: str, address: str) -> tuple[tuple[RateLimitItemPerMinute, str], ...]:
    by_address = ((OF_ADDRESS, f"address {address}"),) if address else ()
    return ((OF_VISITOR, f"visitor {visitor}"), *by_address)
