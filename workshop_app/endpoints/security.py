"""What every request passes: where it came from, and what a browser may do with the answer.

Pure ASGI, outside everything else, because Starlette's own middleware never sees a websocket. A page
may only be used from our own address: for websockets and for every method that changes something,
the Origin that the browser states must be the host that was asked, or the configured public one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, MutableMapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workshop_app.services import clock
from workshop_app.services.limits import Networks

_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]+")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FORBIDDEN = 403
_NOT_MODIFIED = 304
_POLICY_VIOLATION = 1008
_YEAR = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_ENCRYPTED_FROM_NOW_ON = "max-age=31536000"
_NOBODY = ("0.0.0.0", 0)  # noqa: S104 -- an address that says nothing, in place of a participant's
#: The name of the network that a request came from; only ever put in here.
NETWORK = "x-workshop-network"
#: Headers by which a proxy tells who asked. Nothing behind this point needs to know.
_TELLING = frozenset(
    {NETWORK.encode(), b"x-forwarded-for", b"x-real-ip", b"forwarded", b"x-client-ip", b"cf-connecting-ip"}
)

_FIXED_HEADERS = {
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: browsers would then send `Origin: null` with our own sign-in form.
    "referrer-policy": "same-origin",
}
#: What a page is made of and is none itself. What is said of documents is five kilobytes of a phone's first visit.
_PARTS = ("text/javascript", "application/javascript", "text/css", "font/")


class Guard:
    """The application behind its checks and headers. `pages` holds the built pages with their scripts."""

    def __init__(
        self, app: ASGIApp, *, public_url: str | None, trusted_proxy: bool, pages: Path, networks: Networks
    ) -> None:
        self._app = app
        self._public_host = urlsplit(public_url).netloc.lower() if public_url else None
        self._trusted_proxy = trusted_proxy
        self._networks = networks
        self._script_hashes = inline_script_hashes(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, one websocket, or the server's start and end."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = self._host(headers)
        if not _HOST.fullmatch(host) or not self._is_from_here(scope, headers, host):
            await _refuse(scope, receive, send)
            return
        told = self._anonymous(scope, headers)
        await self._app(told, receive, self._with_headers(told, host, send))

    def _host(self, headers: Headers) -> str:
        forwarded = headers.get("x-forwarded-host", "") if self._trusted_proxy else ""
        return (forwarded.split(",")[0].strip() or headers.get("host", "")).lower()

    def _is_from_here(self, scope: Scope, headers: Headers, host: str) -> bool:
        origins = headers.getlist("origin")
        if not origins:
            return scope["type"] == "http" and scope["method"] in _SAFE_METHODS
        origin = urlsplit(origins[0])
        is_web = origin.scheme in {"http", "https"} and len(origins) == 1
        return is_web and bool(origin.netloc) and origin.netloc.lower() in {host, self._public_host}

    def _anonymous(self, scope: Scope, headers: Headers) -> Scope:
        """The request with its network's name in place of the address, and the scheme that a trusted proxy tells."""
        network = self._networks.name(self._address(scope, headers), today=clock.today())
        kept = [(NETWORK.encode(), network.encode())]
        kept += [(name, value) for name, value in scope["headers"] if name not in _TELLING]
        scheme = headers.get("x-forwarded-proto", "") if self._trusted_proxy else ""
        told = {"scheme": _scheme(scope, secure=scheme == "https")} if scheme in {"http", "https"} else {}
        return {**scope, "client": _NOBODY, "headers": kept, **told}

    def _address(self, scope: Scope, headers: Headers) -> str:
        """Who asks. Of what stands in the header only the last is the proxy's own word."""
        forwarded = headers.get("x-forwarded-for", "") if self._trusted_proxy else ""
        return forwarded.rpartition(",")[2].strip() or (scope.get("client") or _NOBODY)[0]

    def _with_headers(self, scope: Scope, host: str, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(message, path=scope["path"], host=host, encrypted=scope.get("scheme") == "https")
            await send(message)

        return send_with_headers

    def _add_headers(self, message: MutableMapping[str, Any], *, path: str, host: str, encrypted: bool) -> None:
        headers = MutableHeaders(scope=message)
        headers.update(_FIXED_HEADERS)
        if encrypted:
            headers["strict-transport-security"] = _ENCRYPTED_FROM_NOW_ON
        if not headers.get("content-type", "").startswith(_PARTS):
            self._add_document_headers(headers, path=path, host=host, is_new=message["status"] != _NOT_MODIFIED)
        is_found = message["status"] in {200, 206, 304}
        if path.startswith("/assets/") and is_found:
            headers["cache-control"] = _YEAR
        elif "cache-control" not in headers:
            headers["cache-control"] = _ASK_AGAIN

    def _add_document_headers(self, headers: MutableHeaders, *, path: str, host: str, is_new: bool) -> None:
        # The control screen shows the projector in a frame, the agenda editor a step; nothing is shown in one besides.
        is_framed = path.startswith(("/skjerm/", "/forhandsvisning/"))
        headers["x-frame-options"] = "SAMEORIGIN" if is_framed else "DENY"
        headers["permissions-policy"] = "camera=(), microphone=(), geolocation=()"
        if is_new:  # of what has not changed, the browser keeps the policy that it has
            is_page = headers.get("content-type", "").startswith("text/html")
            scripts = self._script_hashes if is_page else ()
            headers["content-security-policy"] = self._policy(host, scripts=scripts, framed=is_framed)

    def _policy(self, host: str, *, scripts: Iterable[str], framed: bool) -> str:
        """The policy. `scripts` are the hashes of those inside a page: half a kilobyte that nothing else needs."""
        return "; ".join(
            (
                "default-src 'self'",
                " ".join(("script-src 'self'", *scripts)),
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data:",
                f"connect-src 'self' ws://{host} wss://{host}",
                "object-src 'none'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'self'" if framed else "frame-ancestors 'none'",
            )
        )


def inline_script_hashes(pages: Path) -> tuple[str, ...]:
    """The hash of each script that stands inside a built page, as the policy wants it."""
    found = {script for page in pages.rglob("*.html") for script in _inline_scripts(page.read_text())}
    return tuple(sorted(f"'sha256-{_digest(script)}'" for script in found))


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _inline_scripts(page: str) -> Iterable[str]:
    reader = _ScriptReader()
    reader.feed(page)
    return reader.scripts


class _ScriptReader(HTMLParser):
    """Collects the text of scripts without a `src`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_inside = tag == "script" and "src" not in dict(attrs)
        if self._is_inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = self._is_inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.scripts[-1] += data


def _scheme(scope: Scope, *, secure: bool) -> str:
    plain = "ws" if scope["type"] == "websocket" else "http"
    return f"{plain}s" if secure else plain


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        return
    answer = PlainTextResponse("This address can only be used from its own pages.", _FORBIDDEN)
    await answer(scope, receive, send)
