"""What can go wrong with the store, as two exceptions: it cannot be reached, or it refuses what was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from alembic.util import CommandError
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

Rule = Literal["gone", "locked", "name_taken", "bad_name", "bad_code", "not_a_bundle", "not_allowed", "no_link"]


class StoreDown(Exception):  # noqa: N818  it names what happened, in the field's words
    """The database cannot be reached or written to: a full disk, a stopped server, later tables. Nothing was saved."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__(f"The store cannot be reached or written to ({type(cause).__name__}); nothing was saved.")


class StoreRefused(Exception):  # noqa: N818
    """What was asked is against a rule; nothing was changed."""

    def __init__(self, rule: Rule, given: str = "") -> None:
        super().__init__(f"{rule}: {given}" if given else rule)
        self.rule = rule
        self.given = given


@contextmanager
def told() -> Iterator[None]:
    """Turn every failure of the database or the disk below it into ours; its text never leaves the store."""
    try:
        yield
    except IntegrityError as error:  # what a row belongs to is no longer there
        raise StoreRefused("gone") from error
    except (SQLAlchemyError, CommandError, OSError) as error:  # CommandError: tables of a later version of the app
        raise StoreDown(error) from error
