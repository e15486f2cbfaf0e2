"""The database goes away under a live server, and comes back: no restart, nothing typed is lost."""

from __future__ import annotations

import contextlib
import html
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.test import RequestFactory

from programme import database_away
from programme.local.servers import Servers
from tests.local.conftest import checkout, place, servers, stop_later  # noqa: F401 - fixtures

ROOT = Path(__file__).resolve().parents[2]


class LiveServer:
    """The app as it runs in earnest, on a PostgreSQL that this test may stop."""

    def __init__(self, port: int, embedded: Servers) -> None:
        self.port, self.cookies = port, ""
        self.environment = {
            **os.environ,
            **embedded.urls(),
            "STRANDS_ENV": "local",
            "DJANGO_SETTINGS_MODULE": "programme.settings",
            "REDIS_FIRST_DATABASE": "0",
        }
        self.log = embedded.place.logs / "web.log"

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(self.port), "--workers", "1", "programme.wsgi:application"),
        ]
        with self.log.open("ab") as log:
            web = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        try:
            self.wait_for("/healthz", 200)
            yield
        finally:
            web.terminate()
            web.wait(timeout=30)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, dict, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookies, "Host": "localhost"}
        try:
            if form is None:
                connection.request("GET", path, headers=headers)
            else:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                connection.request("POST", path, urllib.parse.urlencode(form), headers)
            response = connection.getresponse()
            for cookie in response.headers.get_all("Set-Cookie") or []:
                self.cookies = f"{self.cookies}; {cookie.partition(';')[0]}".strip("; ")
            return response.status, dict(response.getheaders()), response.read().decode()
        finally:
            connection.close()

    def wait_for(self, path: str, status: int) -> None:
        deadline = time.monotonic() + 180
        while True:
            with contextlib.suppress(OSError):
                if self.ask(path)[0] == status:
                    return
            assert time.monotonic() < deadline, self.log.read_text()[-3000:]
            time.sleep(0.1)


@pytest.fixture
def live(servers) -> Iterator[LiveServer]:  # noqa: F811
    servers.start()
    with socket.socket() as trial:
        port = next(port for port in range(24000, 32000) if can_bind(trial, port))
    server = LiveServer(port, servers)
    server.manage("migrate", "--verbosity", "0")
    with server.running():
        yield server


def can_bind(trial: socket.socket, port: int) -> bool:
    try:
        trial.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.xdist_group("make-run")
def test_plain_page_while_the_database_is_away_and_recovery_without_restart(live, servers):  # noqa: F811
    status, _, page = live.ask("/account/login/")
    assert status == 200, live.log.read_text()[-3000:]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    typed = {
        "csrfmiddlewaretoken": token,
        "login": "o'neil@example.org",
        "password": "a secret that stays here",
        "note": "first line\r\n<b>second</b> & “quoted” سلام",
    }

    servers.postgres.stop()
    assert live.ask("/healthz")[0] == 200
    status, headers, body = live.ask("/readyz")
    assert status == 503
    assert {"database", "migrations"} <= set(json.loads(body)["failing"])
    assert str(servers.place.sockets) not in body

    status, headers, page = live.ask("/account/login/", typed)
    headers = {name.lower(): value for name, value in headers.items()}
    assert status == 503
    assert headers["retry-after"] == "30"
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "Sorry, Strands is not available" in page
    assert "What you typed has not been saved yet" in page
    assert typed["password"] not in page
    sent_back = {
        name: html.unescape(value)
        for name, value in re.findall(
            r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.S
        )
    }
    assert sent_back == {name: value for name, value in typed.items() if name != "password"}
    assert "Traceback" not in page

    servers.start_one(servers.postgres)
    status, _, page = live.ask("/account/login/", sent_back)
    assert status == 200  # the form again, asking for the password: the token still holds
    assert "o&#x27;neil@example.org" in page
    # Only the worker is missing here: nobody started one.
    assert json.loads(live.ask("/readyz")[2])["failing"] == ["worker"]


def test_page_that_was_only_read_offers_to_try_again():
    response = database_away.away(RequestFactory().get("/family/7/?tab=history"))
    page = response.content.decode()
    assert response.status_code == 503
    assert 'href="/family/7/?tab=history"' in page
    assert "Nothing has been lost" in page
    assert "<form" not in page


def test_page_has_no_inline_script_or_style():
    page = database_away.away(RequestFactory().post("/", {"a": "b"})).content.decode()
    assert "<script" not in page
    assert "style=" not in page
    assert "<style" not in page


def test_program_is_told_in_its_own_form():
    response = database_away.away(RequestFactory().get("/api/people/"))
    assert response.status_code == 503
    assert json.loads(response.content)["detail"].startswith("The database cannot be reached")


def test_one_time_code_is_not_sent_back_but_postcode_is():
    request = RequestFactory().post(
        "/", {"code": "123456", "postcode": "PO9 1AA", "password1": "x"}
    )
    assert database_away.typed(request) == [("postcode", "PO9 1AA")]


class Refusal(Exception):
    """Stands for the driver's own error, which carries PostgreSQL's code."""

    def __init__(self, code: str | None) -> None:
        self.pgcode = code


@pytest.mark.parametrize(
    ("error", "code", "is_lost"),
    [
        (OperationalError, None, True),  # could not connect at all
        (OperationalError, "08006", True),
        (OperationalError, "57P01", True),
        (OperationalError, "57P03", True),
        (OperationalError, "57014", False),  # a statement took too long
        (OperationalError, "55P03", False),  # a lock was not to be had
        (InterfaceError, None, True),
        (IntegrityError, "23505", False),
        (ValueError, None, False),
    ],
)
def test_unreachable_database_is_told_from_one_that_refused(error, code, is_lost):
    problem = error("")
    problem.__cause__ = Refusal(code)
    assert database_away.is_lost_connection(problem) is is_lost
