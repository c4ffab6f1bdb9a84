"""Who may ask, and what a browser is told it may do with the answer."""

from __future__ import annotations

import base64
import hashlib

import pytest
from starlette.responses import HTMLResponse, Response

from workshop_app.endpoints.security import Guard
from workshop_app.services.limits import Networks

SCRIPT = 'window.x = "<&>";\nwindow.y = 1;'
PAGE = f"<html><head><script>{SCRIPT}</script><script src='/assets/a.js'></script></head></html>"


@pytest.fixture
def pages(tmp_path):
    (tmp_path / "index.html").write_text(PAGE)
    return tmp_path


class Inner:
    """The guarded application: remembers how it was asked."""

    def __init__(self, answer=None):
        self.scopes = []
        self._answer = answer or HTMLResponse(PAGE)

    async def __call__(self, scope, receive, send):
        self.scopes.append(scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
        else:
            await self._answer(scope, receive, send)


async def ask(guard, *, kind="http", method="GET", path="/", headers=()):
    """The messages that come back for one request from participant 203.0.113.9."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": f"{kind}.connect" if kind == "websocket" else "http.request", "body": b""}

    raw = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": kind, "path": path, "headers": raw, "client": ("203.0.113.9", 5), "query_string": b""}
    scheme = "ws" if kind == "websocket" else "http"
    await guard({**scope, "method": method, "scheme": scheme}, receive, send)
    return sent


def guard_of(pages, inner=None, *, public_url=None, trusted_proxy=False):
    networks = Networks(secret=b"secret")
    return Guard(inner or Inner(), public_url=public_url, trusted_proxy=trusted_proxy, pages=pages, networks=networks)


HOST = ("host", "10.0.0.5:8080")
HERE = ("origin", "http://10.0.0.5:8080")
ELSEWHERE = [
    "http://evil.example",
    "http://10.0.0.5:9090",
    "http://10.0.0.5:8080.evil.example",
    "http://evil.example/10.0.0.5:8080",
    "http://10.0.0.5:8080@evil.example",
    "null",
    "",
    "file://10.0.0.5:8080",
]


@pytest.mark.parametrize("origin", ELSEWHERE)
@pytest.mark.parametrize(("kind", "method"), [("websocket", ""), ("http", "POST"), ("http", "DELETE"), ("http", "GET")])
async def test_another_origin_is_refused(pages, kind, method, origin):
    inner = Inner()

    sent = await ask(guard_of(pages, inner), kind=kind, method=method, headers=[HOST, ("origin", origin)])

    assert inner.scopes == []
    assert sent[0] == {"type": "websocket.close", "code": 1008} if kind == "websocket" else sent[0]["status"] == 403


@pytest.mark.parametrize(("kind", "method"), [("websocket", ""), ("http", "POST"), ("http", "GET")])
async def test_our_own_origin_is_let_in(pages, kind, method):
    inner = Inner()

    await ask(guard_of(pages, inner), kind=kind, method=method, headers=[HOST, HERE])

    assert len(inner.scopes) == 1


async def test_without_an_origin_one_may_only_look(pages):
    inner = Inner()
    guard = guard_of(pages, inner)

    assert (await ask(guard, headers=[HOST]))[0]["status"] == 200
    assert (await ask(guard, method="POST", headers=[HOST]))[0]["status"] == 403
    assert (await ask(guard, kind="websocket", headers=[HOST]))[0]["type"] == "websocket.close"
    assert len(inner.scopes) == 1


async def test_two_origins_are_none(pages):
    sent = await ask(guard_of(pages), method="POST", headers=[HOST, HERE, ("origin", "http://evil.example")])

    assert sent[0]["status"] == 403


async def test_the_public_address_is_ours_whatever_a_proxy_makes_of_the_host(pages):
    guard = guard_of(pages, public_url="https://tillit.example")

    sent = await ask(guard, method="POST", headers=[HOST, ("origin", "https://tillit.example")])

    assert sent[0]["status"] == 200


@pytest.mark.parametrize(("trusted", "status"), [(True, 200), (False, 403)])
async def test_a_forwarded_host_counts_only_from_a_trusted_proxy(pages, trusted, status):
    headers = [HOST, ("x-forwarded-host", "tillit.example"), ("origin", "https://tillit.example")]

    sent = await ask(guard_of(pages, trusted_proxy=trusted), method="POST", headers=headers)

    assert sent[0]["status"] == status


@pytest.mark.parametrize(("trusted", "schemes"), [(True, ["https", "wss"]), (False, ["http", "ws"])])
async def test_a_forwarded_scheme_counts_only_from_a_trusted_proxy(pages, trusted, schemes):
    inner = Inner()
    guard = guard_of(pages, inner, trusted_proxy=trusted)

    for kind in ("http", "websocket"):
        await ask(guard, kind=kind, headers=[HOST, HERE, ("x-forwarded-proto", "https")])

    assert [scope["scheme"] for scope in inner.scopes] == schemes


@pytest.mark.parametrize("host", ["", "a b", "x; script-src *", "x,y"])
async def test_a_host_that_is_none_is_refused(pages, host):
    assert (await ask(guard_of(pages), headers=[("host", host)]))[0]["status"] == 403


@pytest.mark.parametrize("kind", ["http", "websocket"])
async def test_nothing_behind_the_guard_learns_a_participants_address(pages, kind):
    inner = Inner()
    telling = [("x-forwarded-for", "203.0.113.9"), ("x-real-ip", "203.0.113.9"), ("forwarded", "for=203.0.113.9")]

    await ask(guard_of(pages, inner), kind=kind, headers=[HOST, HERE, *telling])

    assert "203.0.113.9" not in str(inner.scopes)


async def test_inline_scripts_of_the_built_pages_are_allowed_by_hash_and_no_others(pages):
    policy = await header(guard_of(pages), "content-security-policy")
    expected = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()

    assert f"script-src 'self' 'sha256-{expected}';" in policy
    assert "unsafe-eval" not in policy
    assert "connect-src 'self' ws://10.0.0.5:8080 wss://10.0.0.5:8080;" in policy


@pytest.mark.parametrize(("path", "who", "says"), [("/skjerm/ABC234", "'self'", "SAMEORIGIN"), ("/", "'none'", "DENY")])
async def test_only_the_projectors_page_is_shown_in_a_frame_and_only_in_our_own(pages, path, who, says):
    guard = guard_of(pages)
    assert (await header(guard, "content-security-policy", path=path)).endswith(f"frame-ancestors {who}")
    assert await header(guard, "x-frame-options", path=path) == says


async def test_a_browser_that_came_encrypted_is_to_come_encrypted_from_then_on(pages):
    guard = guard_of(pages, trusted_proxy=True)
    plain = dict((await ask(guard, headers=[HOST]))[0]["headers"])
    encrypted = dict((await ask(guard, headers=[HOST, ("x-forwarded-proto", "https")]))[0]["headers"])
    assert b"strict-transport-security" not in plain
    assert encrypted[b"strict-transport-security"] == b"max-age=31536000"


async def test_a_network_has_one_name_that_nobody_else_can_give_it(pages):
    direct, proxied = Inner(), Inner()
    forged = [HOST, ("x-workshop-network", "forged"), ("x-forwarded-for", "198.51.100.1, 203.0.113.9")]
    await ask(guard_of(pages, direct), headers=forged)
    await ask(guard_of(pages, proxied, trusted_proxy=True), headers=forged)
    names = [[v for k, v in inner.scopes[0]["headers"] if k == b"x-workshop-network"] for inner in (direct, proxied)]
    assert names[0] == names[1], "203.0.113.9 asked, and stands last in what the proxy tells"
    assert len(names[0]) == 1
    assert names[0] != [b"forged"]


@pytest.mark.parametrize("kind", ["text/javascript", "text/css", "font/woff2"])
async def test_what_a_page_is_made_of_carries_no_policy_for_documents(pages, kind):
    (start, *_) = await ask(guard_of(pages, Inner(Response("1", media_type=kind))), headers=[HOST])
    names = {name for name, _ in start["headers"]}
    assert b"x-content-type-options" in names
    assert not names & {b"content-security-policy", b"permissions-policy", b"x-frame-options"}


async def test_only_pages_carry_the_hashes_and_an_unchanged_page_keeps_the_policy_it_had(pages):
    picture = guard_of(pages, Inner(Response("1", media_type="image/svg+xml")))
    unchanged = await ask(guard_of(pages, Inner(Response(status_code=304))), headers=[HOST])

    assert "script-src 'self';" in await header(picture, "content-security-policy")
    assert b"content-security-policy" not in dict(unchanged[0]["headers"])


@pytest.mark.parametrize(
    ("path", "status", "expected"),
    [
        ("/assets/root-Ab12.js", 200, "public, max-age=31536000, immutable"),
        ("/assets/root-Ab12.js", 304, "public, max-age=31536000, immutable"),
        ("/assets/gone.js", 404, "no-cache"),
        ("/", 200, "no-cache"),
    ],
)
async def test_only_files_with_a_hash_in_their_name_are_kept(pages, path, status, expected):
    guard = guard_of(pages, Inner(Response(status_code=status)))

    assert await header(guard, "cache-control", path=path) == expected


async def test_a_route_may_say_itself_how_long_its_answer_is_kept(pages):
    guard = guard_of(pages, Inner(Response(headers={"cache-control": "no-store"})))

    assert await header(guard, "cache-control") == "no-store"


async def header(guard, name, *, path="/"):
    """One header of the answer to a plain request."""
    sent = await ask(guard, path=path, headers=[HOST])
    return dict(sent[0]["headers"])[name.encode()].decode()
