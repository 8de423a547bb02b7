"""The cookie by which a visitor comes back to their own workspace: random, out of reach of scripts, no account."""

import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAME = "tandem"
SECRET_BYTES = 32  # 256 bits
LIFE = 400 * 24 * 3600  # seconds; browsers keep none longer
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


def is_secret(text: str) -> bool:
    """Whether a text has the form of a visitor's secret."""
    return bool(_SECRET.fullmatch(text))


class Visitors:
    """ASGI middleware that gives a visitor without a cookie one, with the first page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or is_secret(sent(Headers(scope=scope))):
            await self.app(scope, receive, send)
            return

        async def known(message: Message) -> None:
            if message["type"] == "http.response.start":
                _welcome(MutableHeaders(scope=message), secure=_is_secure(scope))
            await send(message)

        await self.app(scope, receive, known)


def sent(headers: Headers) -> str:
    """The secret that a browser sent; nothing when it sent none, whatever other cookies stand beside it."""
    return cookie_parser(headers.get("cookie", "")).get(NAME, "")


def _welcome(headers: MutableHeaders, *, secure: bool) -> None:
    """Add the cookie to a page; such an answer must stay in no shared cache."""
    if headers.get("content-type", "").startswith("text/html"):
        ending = "; Secure" if secure else ""
        secret = secrets.token_urlsafe(SECRET_BYTES)
        headers.append("set-cookie", f"{NAME}={secret}; Max-Age={LIFE}; Path=/; HttpOnly; SameSite=Lax{ending}")
        headers["cache-control"] = "no-store"


def _is_secure(scope: Scope) -> bool:
    return scope.get("scheme") == "https" or Headers(scope=scope).get("x-forwarded-proto") == "https"
