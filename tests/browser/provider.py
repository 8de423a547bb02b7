"""An OpenID Connect provider on this machine that lets everybody in as one person."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "tandem"


@contextmanager
def provider(person: dict[str, str]) -> Iterator[str]:
    """The address of a provider whose only person has these claims."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Provider)
    server.person, server.key = person, RSAKey.generate_key(2048, {"kid": "one"})  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Provider(BaseHTTPRequestHandler):
    server: Any

    def do_GET(self) -> None:
        """Describe itself, show the keys, or send a browser back with a code: the nonce that it came with."""
        asked, here = urlsplit(self.path), f"http://127.0.0.1:{self.server.server_port}"
        given = {name: values[0] for name, values in parse_qs(asked.query).items()}
        if asked.path == "/authorize":
            self.send_response(302)
            back = urlencode({"code": given["nonce"], "state": given["state"]})
            self.send_header("Location", f"{given['redirect_uri']}?{back}")
            self.end_headers()
        elif asked.path == "/keys":
            self._answer({"keys": [self.server.key.as_dict(private=False)]})
        else:
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            self._answer({"issuer": here, **{name: f"{here}/{end}" for name, end in ends.items()}})

    def do_POST(self) -> None:
        """Give the token of a code."""
        body = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
        now = int(time.time())
        claims = {
            "iss": f"http://127.0.0.1:{self.server.server_port}",
            "aud": CLIENT,
            "sub": "1",
            "nonce": body["code"][0],
            "iat": now,
            "exp": now + 600,
            **self.server.person,
        }
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.server.key)
        self._answer({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _answer(self, content: dict[str, Any]) -> None:
        text = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
