"""Security headers on every answer, and the server's open pages of figures closed."""

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import scripts

FILES, UNKEPT = "/media/", {"Cache-Control": "no-store"}  # what was made for one reader stays in no cache
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check")


def headers() -> dict[str, str]:
    """The headers. Styles stay open to inline text, because Streamlit writes them so; scripts do not."""
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' 'wasm-unsafe-eval' {' '.join(scripts.hashes())}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self' ws: wss:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "no-referrer",  # an address may hold the secret of a link
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


class Guard:
    """ASGI middleware that adds the headers and closes what nobody outside needs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers | (UNKEPT if scope["path"].startswith(FILES) else {}))
            await send(message)

        closed = scope["path"].startswith(CLOSED)
        answer: ASGIApp = PlainTextResponse("Not found", status_code=404) if closed else self.app
        await answer(scope, receive, guarded)
