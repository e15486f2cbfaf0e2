"""`make run` as a whole, in a copy of the checkout: started, found busy, killed, mended, stopped."""

from __future__ import annotations

import os
import re
import signal
import socket

import pytest

from programme.local import run
from programme.local.say import Problem
from tests.local.running import ROOT, copy, of_this, port, sql, start
from tests.local.test_postgres import wait_until

__all__ = ["copy", "port", "start"]

# Chosen by the system for outgoing connections, so nothing may count on getting one of these.
EPHEMERAL = range(32768, 61000)
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("make-run")]


def test_one_command_from_nothing_to_a_page_and_ctrl_c_stops_it_all(copy, start):
    first = start()
    said = first.read_until("Logs are in")
    assert f"Strands is running at http://127.0.0.1:{first.port}" in said
    assert "Made an empty PostgreSQL data folder" in said
    assert re.search(r"Applying \d+ migrations", said)
    status, headers = first.get("/")
    assert status == 302
    assert "/account/login/" in headers["location"]
    assert first.get("/account/login/")[0] == 200
    # On a busy machine the worker may come later than the page; `make run` says so then.
    wait_until(lambda: first.get("/readyz")[0] == 200)
    sql(copy, "CREATE TABLE kept AS SELECT 7 AS number")

    second = start()
    assert f"it is already running at http://127.0.0.1:{first.port}" in second.finish()
    assert second.make.returncode != 0

    # As a terminal does it: to every process in the foreground.
    os.killpg(first.make.pid, signal.SIGINT)
    first.finish()
    assert of_this(copy) == []


def test_second_start_keeps_the_data_and_sigterm_stops_it_all(copy, start):
    again = start()
    said = again.read_until("Logs are in")
    assert "Made an empty" not in said
    assert "Loading the demonstration" not in said
    assert sql(copy, "SELECT number FROM kept") == [(7,)]
    os.kill(again.note["pid"], signal.SIGTERM)
    again.finish()
    assert of_this(copy) == []


def test_outright_kill_leaves_nothing_the_next_start_cannot_mend(copy, start):
    killed = start()
    killed.read_until("Logs are in")
    sql(copy, "CREATE TABLE survives AS SELECT 8 AS number")
    os.kill(killed.note["pid"], signal.SIGKILL)
    killed.finish()
    mended = start()
    mended.read_until("Logs are in")
    wait_until(lambda: mended.get("/readyz")[0] == 200)
    assert sql(copy, "SELECT number FROM survives") == [(8,)]

    # Its parts are mended while it runs, too.
    web, worker, _beat = mended.note["groups"]
    os.kill(web, signal.SIGKILL)
    mended.read_until("The web process ended; starting it again")
    # What the killed process had started may answer for a moment longer, so the note says it first.
    wait_until(lambda: mended.note["groups"][0] != web)
    wait_until(lambda: run.answers(mended.port, "/healthz"))
    assert mended.note["groups"][1] == worker

    # And it does not outlive a `make` that is killed.
    mended.make.kill()
    wait_until(lambda: of_this(copy) == [])


def test_taken_port_is_told_in_one_sentence_and_nothing_is_started(copy, start, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        refused = start()
        said = refused.finish()
    assert (
        f"Strands: port {port} is in use by another program; stop that program,"
        f" or choose another port: make run PORT={port + 1}\n" in said
    )
    assert "Traceback" not in said
    assert refused.make.returncode != 0
    assert of_this(copy) == []


@pytest.mark.parametrize("text", ["", "eighty", "0", "70000", "-1"])
def test_port_that_makes_no_sense_is_refused(text):
    with pytest.raises(Problem, match="choose a number"):
        run.chosen_port(text)


def test_own_port_is_not_one_the_system_hands_out():
    makefile = (ROOT / "Makefile").read_text()
    assert int(re.search(r"^PORT \?= (\d+)$", makefile, re.M)[1]) not in EPHEMERAL
