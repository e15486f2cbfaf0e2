"""The traps of running Valkey out of a wheel, each tried on a real server."""

from __future__ import annotations

import os
import shutil
import signal

from programme.local import processes
from tests.local.test_postgres import wait_until


def only_valkey(servers):
    servers.valkey.clear_away()
    servers.start_one(servers.valkey)
    return servers.valkey


def test_queue_survives_an_outright_kill(servers):
    valkey = only_valkey(servers)
    client = valkey.client()
    client.rpush("celery", "a job that waits")
    assert client.config_get("appendonly") == {"appendonly": "yes"}
    assert list((valkey.data / "appendonlydir").glob("*.aof"))
    os.kill(valkey.child.pid, signal.SIGKILL)
    valkey.child.wait()
    only_valkey(servers)
    assert valkey.client().lrange("celery", 0, -1) == [b"a job that waits"]
    client.close()


def test_queue_survives_an_ordinary_stop(servers):
    valkey = only_valkey(servers)
    valkey.client().rpush("celery", "a job that waits")
    valkey.stop()
    only_valkey(servers)
    assert valkey.client().llen("celery") == 1


def test_zombie_of_a_killed_server_does_not_block_the_next(servers):
    valkey = only_valkey(servers)
    first = valkey.child
    os.kill(first.pid, signal.SIGKILL)
    wait_until(lambda: not processes.is_alive(first.pid))
    assert valkey.pid_file.read_text() == str(first.pid)
    assert valkey.left_behind() is None
    only_valkey(servers)
    assert valkey.client().ping()
    first.wait()


def test_it_stops_even_when_its_data_folder_is_gone(servers):
    valkey = only_valkey(servers)
    pid = valkey.child.pid
    valkey.client().set("something", "to save")
    shutil.rmtree(valkey.data)
    valkey.stop()
    assert not processes.is_alive(pid)


def test_jobs_are_never_dropped_to_make_room(servers):
    client = only_valkey(servers).client()
    assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    client.close()
