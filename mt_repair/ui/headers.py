"""What every answer of the server is held to: who may ask, how much, and what a page may do.

ASGI middleware, so that it holds for all of Gradio's routes. Scripts run only from this
server or with the page's own nonce, which no text of an article can know: an event handler
or a script tag that found its way into the page would not run. Gradio builds its components
with `Function`, so `unsafe-eval` has to be allowed, and it styles elements in line.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_SCRIPT = re.compile(rb"<script(?=[\s>])")
# What of Gradio's routes the page and the API need. The others serve files, take uploads, fetch
# from elsewhere for whoever asks, or edit the program; none of them answers.
_OPEN = re.compile(
    r"/(?:|login/?|logout/?|config/?|theme\.css|manifest\.json|favicon\.ico|(?:assets|static|svelte)/[\w./-]+"
    r"|gradio_api/(?:info|app_id|startup-events|login_check|user|token|theme\.css|openapi\.json"
    r"|component_server|queue/(?:join|data|status)|heartbeat/\w+|cancel|reset"
    r"|(?:api|run|call)/(?:repair|detect)(?:/\w+)?)/?)"
)
_TOO_LARGE = 413, "this is larger than the server takes"
_PAGE_LARGEST = 8_000_000
_FIXED = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"permissions-policy",
        b"camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-write=(self)",
    ),
)


def policy(nonce: str) -> str:
    """Return the content security policy of a page whose scripts bear a nonce."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self' blob:",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class Guard:
    """Middleware that refuses what no page of this server asks, and says what its pages may do.

    `hosts` are the names it answers to, all where there are none: a name that somebody else
    made to point here is refused. `largest` is how many bytes a request may have.
    """

    def __init__(self, app: App, hosts: Iterable[str] = (), largest: int = 0) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {key.lower(): value for key, value in scope["headers"]}
        host = headers.get(b"host", b"").decode("latin-1")
        refused = self._refused(scope, headers, host)
        if refused is not None:
            await _refuse(send, *refused)
            return
        nonce = secrets.token_urlsafe(16)
        page = _Page(send, nonce)
        try:
            await self._app(scope, _limited(receive, self._largest), page)
        except TooLargeError:
            await _refuse(send, *_TOO_LARGE)

    def _refused(
        self, scope: Scope, headers: MutableMapping[bytes, bytes], host: str
    ) -> tuple[int, str] | None:
        if self._hosts and _name(host) not in self._hosts:
            return 421, "this server is not called that"
        origin = headers.get(b"origin", b"").decode("latin-1")
        own = (f"http://{host}", f"https://{host}")
        if scope["method"] not in ("GET", "HEAD") and origin and origin not in own:
            return 403, "another site may not ask this"
        if not _OPEN.fullmatch(scope["path"]) or ".." in scope["path"]:
            return 404, "there is nothing here"
        length = headers.get(b"content-length", b"0")
        if self._largest and length.isdigit() and int(length) > self._largest:
            return _TOO_LARGE
        return None


class TooLargeError(Exception):
    """A request that goes on beyond what is taken."""


def _limited(receive: Receive, largest: int) -> Receive:
    taken = 0

    async def limited() -> MutableMapping[str, Any]:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if largest and taken > largest:
            raise TooLargeError
        return message

    return limited


class _Page:
    """Sends an answer on with the headers it needs, a page with its scripts marked as own."""

    def __init__(self, send: Send, nonce: str) -> None:
        self._send = send
        self._nonce = nonce
        self._start: MutableMapping[str, Any] | None = None
        self._body = b""

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = [(k, v) for k, v in message["headers"] if k.lower() not in dict(_FIXED)]
            headers += [*_FIXED, (b"content-security-policy", policy(self._nonce).encode())]
            message["headers"] = headers
            kind = next((v for k, v in headers if k.lower() == b"content-type"), b"")
            if kind.startswith(b"text/html"):
                self._start = message
                return
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if message.get("more_body") and len(self._body) < _PAGE_LARGEST:
                return
            await self._marked(bool(message.get("more_body")))
            return
        await self._send(message)

    async def _marked(self, more: bool) -> None:
        start, self._start = self._start, None
        assert start is not None
        tag = b'<script nonce="' + self._nonce.encode() + b'"'
        body, self._body = _SCRIPT.sub(tag, self._body), b""
        kept = [(k, v) for k, v in start["headers"] if k.lower() != b"content-length"]
        if not more:
            kept.append((b"content-length", str(len(body)).encode()))
        start["headers"] = [*kept, (b"cache-control", b"no-store")]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body, "more_body": more})


def _name(host: str) -> str:
    """Return a host without its port, in small letters."""
    return re.sub(r":\d+$", "", host.lower())


async def _refuse(send: Send, status: int, what: str) -> None:
    body = what.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_FIXED]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
