"""The server answers what the page asks, and nothing else: no file, no host of another name."""

from __future__ import annotations

import asyncio
import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from gradio_client import Client
from pages import served
from steps import ARTICLE

from mt_repair.errors import InputError
from mt_repair.ui.headers import Guard
from mt_repair.ui.settings import Settings, is_local, read_auth, size_of

PATHS = [
    *("/etc/passwd", "/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd"),
    *("/file=/etc/passwd", "/file/etc/passwd", "/gradio_api/file=/etc/passwd"),
    *("/gradio_api/file=http://127.0.0.1:1/", "/gradio_api/file=../../etc/passwd"),
    *("/gradio_api/file=file:///etc/passwd", "/gradio_api/file=\\etc\\passwd"),
    *("/gradio_api/proxy=http://127.0.0.1:1/", "/proxy=http://127.0.0.1:1/"),
    *("/assets/../../../etc/passwd", "/static/../../pyproject.toml", "/assets/%2e%2e/routes.py"),
    *("/gradio_api/upload_progress?upload_id=1", "/gradio_api/dev/reload", "/gradio_api/runs"),
    *("/gradio_api/vibe-code", "/gradio_api/run-history/buckets", "/gradio_api/profiling/traces"),
    *("/gradio_api/custom_component/1/client/component/x.js", "/docs", "/redoc", "/mcp"),
    *("/gradio_api/stream/a/b/1/playlist-file", "/desk/glossary.toml", "/glossary.toml"),
    *("/sessions/x.json", "/gradio_api/file=decisions.jsonl", "//etc/passwd", "/.git/config"),
    *(f"/gradio_api/file={'../' * n}etc/passwd" for n in range(1, 24)),
    *(f"/static/{'..%2f' * n}etc/passwd" for n in range(1, 24)),
    *(f"/assets/{'%2e%2e/' * n}etc/passwd" for n in range(1, 24)),
]


def asked(address: str, method: str, path: str, body: bytes = b"", **headers: str):
    """Ask as no browser would: the path as it is written."""
    host = urlsplit(address)
    connection = http.client.HTTPConnection(host.hostname, host.port, timeout=20)
    connection.putrequest(method, path, skip_host="Host" in headers)
    sent = {"Content-Length": str(len(body)), "Content-Type": "application/json", **headers}
    for name, value in sent.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    found = (answer.status, dict(answer.getheaders()), answer.read())
    connection.close()
    return found


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_to_a_file(page_server, path: str) -> None:
    status, _, body = asked(page_server.address, "GET", path)
    assert status in (400, 404)
    assert b"root:" not in body


@pytest.mark.parametrize("path", ["/", "/config", "/gradio_api/info", "/theme.css", "/nothing"])
def test_every_answer_bears_the_headers(page_server, path: str) -> None:
    _, headers, _ = asked(page_server.address, "GET", path)
    found = {name.lower(): value for name, value in headers.items()}
    assert found["x-content-type-options"] == "nosniff"
    assert found["x-frame-options"] == "DENY"
    assert found["referrer-policy"] == "no-referrer"


def test_the_policy_lets_only_own_scripts_run(page_server) -> None:
    policies = [asked(page_server.address, "GET", "/")[1]["content-security-policy"] for _ in "12"]
    rules = dict(rule.split(" ", 1) for rule in policies[0].split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe-inline" not in rules["script-src"]
    assert rules["connect-src"] == "'self'"
    assert policies[0] != policies[1]  # the nonce of one page is of no use for another


def test_a_name_that_points_here_is_refused(page_server) -> None:
    assert asked(page_server.address, "GET", "/", Host="evil.example")[0] == 421
    assert asked(page_server.address, "GET", "/", Host="localhost:1")[0] == 200


def test_another_site_is_refused(page_server) -> None:
    body = json.dumps({"data": ["pat", ""]}).encode()
    found = asked(
        page_server.address, "POST", "/gradio_api/run/repair", body, Origin="https://evil.example"
    )
    assert found[0] == 403


@pytest.mark.parametrize("path", ["/gradio_api/component_server", "/gradio_api/run/repair"])
def test_more_than_the_largest_is_refused_unread(page_server, path: str) -> None:
    assert asked(page_server.address, "POST", path, **{"Content-Length": "900000000"})[0] == 413


def test_uploads_of_gradios_own_are_closed(page_server) -> None:
    assert asked(page_server.address, "POST", "/gradio_api/upload", b"{}")[0] == 404


def test_repair_and_detect_by_client_and_plain_http(page_server) -> None:
    client = Client(page_server.address, verbose=False)
    found = client.predict("Sellers told flower street network so.", api_name="/repair")
    assert found["repaired"] == "Sellers told Huajie so."
    flags = client.predict(
        "Sellers told flower street network so.", "卖家告诉花街网。", api_name="/detect"
    )
    assert [(f["start"], f["end"], f["zh"]) for f in flags] == [(13, 34, "花街网")]
    body = json.dumps({"data": ["Sellers told flower street network so.", ""]}).encode()
    status, _, answer = asked(page_server.address, "POST", "/gradio_api/run/repair", body)
    assert status == 200
    assert json.loads(answer)["data"][0] == found


def test_bad_calls_are_told(page_server) -> None:
    for data in (["a", "no Chinese"], [1, 2], ["\ud800", ""], [], ["a" * 500_000, ""]):
        body = json.dumps({"data": data}).encode()
        status, _, answer = asked(page_server.address, "POST", "/gradio_api/run/repair", body)
        assert status >= 400, data
        assert b"Traceback" not in answer


def test_sixty_four_calls_at_once_each_get_their_own(page_server) -> None:
    def call(n: int) -> str:
        body = json.dumps({"data": [f"{n}. Sellers told flower street network so.", ""]}).encode()
        _, _, answer = asked(page_server.address, "POST", "/gradio_api/run/repair", body)
        return json.loads(answer)["data"][0]["repaired"]

    with ThreadPoolExecutor(64) as pool:
        found = list(pool.map(call, range(64)))
    assert found == [f"{n}. Sellers told Huajie so." for n in range(64)]


def test_with_users_nothing_is_told_to_nobody(tmp_path) -> None:
    with served(tmp_path / "desk", "--auth", "wang:a-long-password") as server:
        body = json.dumps({"data": [ARTICLE, ""]}).encode()
        assert asked(server.address, "POST", "/gradio_api/run/repair", body)[0] == 401
        message = {"component_id": 1, "fn_name": "kept", "data": "{}", "session_hash": "a"}
        found = asked(
            server.address, "POST", "/gradio_api/component_server", json.dumps(message).encode()
        )
        assert found[0] == 401
        for path in PATHS:
            assert asked(server.address, "GET", path)[0] in (400, 401, 404)
        client = Client(server.address, auth=("wang", "a-long-password"), verbose=False)
        assert "Huajie" in client.predict(ARTICLE, api_name="/repair")["repaired"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "desk.example", ""])
def test_nobody_is_let_in_from_outside_without_users(host: str) -> None:
    with pytest.raises(InputError, match="--auth"):
        Settings(host=host)
    assert Settings(host=host, auth=(("wang", "secret"),)).host == host


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "LOCALHOST", "::1", "[::1]", "127.8.8.8"]
)
def test_this_machine_is_let_in(host: str) -> None:
    assert is_local(host)
    Settings(host=host)


def test_users_are_read_from_the_option_or_a_file(tmp_path) -> None:
    file = tmp_path / "users"
    file.write_text("# the desk\nwang:one:two\n\nli:three\n", "utf-8")
    assert read_auth([str(file), "he:four"]) == (
        ("wang", "one:two"),
        ("li", "three"),
        ("he", "four"),
    )
    file.write_text("wang\n", "utf-8")
    with pytest.raises(InputError, match="users:1: this is no USER:PASSWORD"):
        read_auth([str(file)])


@pytest.mark.parametrize(
    ("text", "size"), [("20mb", 20_000_000), ("5 KB", 5000), ("1gb", 10**9), ("7", 7)]
)
def test_sizes_are_read(text: str, size: int) -> None:
    assert size_of(text) == size


@pytest.mark.parametrize("text", ["", "0", "-1mb", "mb", "1tb", "ten"])
def test_what_is_no_size_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="no size"):
        size_of(text)


def test_a_body_that_grows_beyond_what_is_taken_is_cut_off() -> None:
    """A request that does not say how long it is, or lies, is counted as it comes."""

    async def app(scope, receive, send):
        for _ in range(100):
            await receive()
        raise AssertionError("all of it was read")

    async def receive():
        return {"type": "http.request", "body": b"x" * 10, "more_body": True}

    sent = []

    async def send(message):
        sent.append(message)

    guard = Guard(app, largest=55)
    scope = {"type": "http", "method": "POST", "path": "/config", "headers": []}
    with ThreadPoolExecutor(1) as pool:  # where no browser's test has a loop running
        pool.submit(lambda: asyncio.run(guard(scope, receive, send))).result()
    assert sent[0]["status"] == 413
