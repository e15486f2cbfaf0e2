"""Settings come from the environment, and what is missing is named all at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from programme.environment import PRODUCTION, Environment, EnvironmentProblem

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "DATABASE_URL": "postgres://strands:secret@db/strands",
    "REDIS_URL": "redis://redis:6379",
    "SECRET_KEY": "k" * 64,
    "ALLOWED_HOSTS": "strands.example.org, www.strands.example.org",
    "EMAIL_URL": "smtp://sender:p%40ss@mail.example.org",
    "DOCUMENT_STORAGE": "file:///srv/strands/documents",
}


def test_missing_variables_are_all_named_with_how_to_set_them():
    with pytest.raises(EnvironmentProblem) as caught:
        Environment({}).require()
    for names, how in PRODUCTION.items():
        for name in names:
            assert name in str(caught.value)
        assert how in str(caught.value)


@pytest.mark.parametrize("left_out", sorted(COMPLETE))
def test_one_missing_variable_is_the_only_one_named(left_out):
    variables = {name: value for name, value in COMPLETE.items() if name != left_out}
    with pytest.raises(EnvironmentProblem) as caught:
        Environment(variables).require()
    listed = [line for line in str(caught.value).splitlines() if line.startswith("  ")]
    assert len(listed) == 1
    assert left_out in listed[0]


def test_blank_variable_counts_as_missing():
    with pytest.raises(EnvironmentProblem, match="SECRET_KEY"):
        Environment({**COMPLETE, "SECRET_KEY": "  "}).require()


def test_complete_environment_is_accepted():
    Environment(COMPLETE).require()


def test_mail_by_parts_is_accepted():
    variables = {**COMPLETE, "EMAIL_HOST": "mail.example.org"}
    del variables["EMAIL_URL"]
    Environment(variables).require()
    assert Environment(variables).email()["EMAIL_HOST"] == "mail.example.org"


def test_local_machine_needs_nothing():
    Environment({"STRANDS_ENV": "local"}).require()


def test_unset_mode_is_production():
    assert Environment({}).is_production


def test_misspelt_mode_is_refused():
    with pytest.raises(EnvironmentProblem, match="local, test, production"):
        Environment({"STRANDS_ENV": "prod"}).require()


def test_the_app_itself_refuses_to_start_without_them():
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "STRANDS_ENV": "production",
            "DJANGO_SETTINGS_MODULE": "programme.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    for names in PRODUCTION:
        assert names[0] in done.stderr


def test_checking_the_environment_alone_prints_no_traceback():
    done = subprocess.run(
        [sys.executable, "-m", "programme.environment"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_secret_is_read_from_a_mounted_file(tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    variables = {**COMPLETE, "SECRET_KEY": "", "SECRET_KEY_FILE": str(tmp_path / "key")}
    Environment(variables).require()
    assert Environment(variables).text("SECRET_KEY") == "from a file"


def test_unreadable_secret_file_is_named(tmp_path):
    variables = {"SECRET_KEY_FILE": str(tmp_path / "nowhere")}
    with pytest.raises(EnvironmentProblem, match=r"SECRET_KEY_FILE names .*nowhere"):
        Environment(variables).text("SECRET_KEY")


def test_flag_and_number_that_make_no_sense_are_refused():
    with pytest.raises(EnvironmentProblem, match="DEBUG is 'maybe'"):
        Environment({"DEBUG": "maybe"}).flag("DEBUG")
    with pytest.raises(EnvironmentProblem, match="PROXY_COUNT is 'two'"):
        Environment({"PROXY_COUNT": "two"}).number("PROXY_COUNT", default=0)


def test_list_is_split_at_commas():
    hosts = Environment(COMPLETE).list("ALLOWED_HOSTS")
    assert hosts == ["strands.example.org", "www.strands.example.org"]


def test_flags_and_numbers_fall_back_to_their_defaults():
    assert Environment({}).flag("DEMO_MODE", default=True) is True
    assert Environment({"DEMO_MODE": "no"}).flag("DEMO_MODE", default=True) is False
    assert Environment({}).number("PROXY_COUNT", default=3) == 3


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://u:p%40ss@mail:2525", ("mail", 2525, "p@ss", True, False)),
        ("smtp://mail", ("mail", 587, "", True, False)),
        ("smtp://mail?tls=false", ("mail", 587, "", False, False)),
        ("smtps://mail", ("mail", 465, "", False, True)),
    ],
)
def test_mail_url_is_understood(url, expected):
    found = Environment({"EMAIL_URL": url}).email()
    keys = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    assert tuple(found[key] for key in keys) == expected


def test_mail_url_that_is_refused_does_not_repeat_its_password():
    with pytest.raises(EnvironmentProblem) as caught:
        Environment({"EMAIL_URL": "ftp://u:hunter2@mail"}).email()
    assert "hunter2" not in str(caught.value)


def test_documents_lie_in_a_folder_or_a_bucket():
    folder = Environment(COMPLETE).document_storage(Path("/x"))
    assert folder["OPTIONS"]["location"] == "/srv/strands/documents"
    assert Environment({}).document_storage(Path("/x"))["OPTIONS"]["location"] == "/x"
    url = "s3://bucket/some/folder?region=eu-west-2&endpoint=https://s3.example.org"
    bucket = Environment({"DOCUMENT_STORAGE": url}).document_storage(Path("/x"))
    assert bucket["BACKEND"] == "storages.backends.s3.S3Storage"
    assert bucket["OPTIONS"] == {
        "bucket_name": "bucket",
        "location": "some/folder",
        "default_acl": None,
        "file_overwrite": False,
        "region_name": "eu-west-2",
        "endpoint_url": "https://s3.example.org",
    }
    with pytest.raises(EnvironmentProblem, match="DOCUMENT_STORAGE"):
        Environment({"DOCUMENT_STORAGE": "ftp://h"}).document_storage(Path("/x"))


@pytest.mark.parametrize(
    ("url", "cache", "broker"),
    [
        ("redis://:p%40@h:1", "redis://:p%40@h:1/2", "redis://:p%40@h:1/2"),
        ("rediss://h/0", "rediss://h/2", "rediss://h/2"),
        ("unix:///a%20b/s", "unix:///a%20b/s?db=2", "redis+socket:///a%20b/s?virtual_host=2"),
    ],
)
def test_redis_address_in_both_dialects(url, cache, broker):
    assert Environment({"REDIS_URL": url}).cache_url(2) == cache
    assert Environment({"REDIS_URL": url}).broker_url(2) == broker
