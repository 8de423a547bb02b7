"""What a server writes down of the addresses asked for: never what stands behind the question mark, which may be a secret."""

import logging
import re

LOGGERS = ("uvicorn.access", "uvicorn.error")
_QUERY = re.compile(r"\?[^\s\"]*")


class WithoutQuery(logging.Filter):
    """Cuts what follows the question mark out of every address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the line through without secrets."""
        if isinstance(record.args, tuple):
            record.args = tuple(_cut(given) if isinstance(given, str) else given for given in record.args)
        return True


def keep_secrets() -> None:
    """From here on no line of the server's log says more than the path."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(WithoutQuery())


def _cut(text: str) -> str:
    """A text whose addresses end at the path.

    >>> _cut("/view?l=secret&lang=fr HTTP/1.1")
    '/view HTTP/1.1'
    """
    return _QUERY.sub("", text)
