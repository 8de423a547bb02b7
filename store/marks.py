"""Identities, moments and secrets, made in one way everywhere."""

import hashlib
import secrets
from datetime import UTC, datetime

SECRET_BYTES = 32  # 256 bits
KEY_LENGTH = 60


def new_identity() -> str:
    """A random identity of 128 bits."""
    return secrets.token_hex(16)


def new_secret() -> str:
    """A secret that nobody can guess; the store keeps only its digest."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest(secret: str) -> str:
    """SHA-256 of a text.

    >>> digest("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def own_key(workspace: str, key: str) -> str:
    """A key of idempotency as it is kept: another one in another workspace."""
    return digest(f"{workspace} {key}")[:KEY_LENGTH]


def now() -> str:
    """This moment in UTC, as a text that sorts by time."""
    return moment(datetime.now(UTC))


def moment(at: datetime) -> str:
    """A moment as the store writes it.

    >>> moment(datetime(2027, 1, 31, 8, 0, tzinfo=UTC))
    '2027-01-31T08:00:00.000+00:00'
    """
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
