"""Reads settings from environment variables, and says plainly which ones are missing.

STRANDS_ENV says what kind of place this is: "local" (make run), "test" (the test suite) or
"production", which is what an unset variable means so that forgetting it is safe.
Run `python -m programme.environment` to check the variables without starting anything.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MODES = ("local", "test", "production")

# Each needed variable (or alternatives, any one of which will do) and how to set it.
PRODUCTION: dict[tuple[str, ...], str] = {
    ("DATABASE_URL",): "the PostgreSQL database, for example "
    "DATABASE_URL=postgres://strands:PASSWORD@db.example.org:5432/strands",
    ("REDIS_URL",): "the Redis or Valkey server for background jobs and the cache, for example "
    "REDIS_URL=redis://redis.example.org:6379",
    ("SECRET_KEY",): "a long random secret that stays the same between restarts; make one with "
    "python -c 'import secrets; print(secrets.token_urlsafe(64))'",
    ("ALLOWED_HOSTS",): "the host names people type, separated by commas, for example "
    "ALLOWED_HOSTS=strands.example.org",
    ("EMAIL_URL", "EMAIL_HOST"): "the mail server, for example "
    "EMAIL_URL=smtp://USER:PASSWORD@mail.example.org:587/?tls=true",
    ("DOCUMENT_STORAGE",): "the folder for uploaded documents, on a disk that is backed up and "
    "shared by web and workers, for example DOCUMENT_STORAGE=file:///srv/strands/documents",
}


class EnvironmentProblem(ImproperlyConfigured):
    """A variable is missing or cannot be understood; the text says what to do."""


_REQUIRED = object()
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


class Environment:
    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        # The live mapping, so that variables set by manage.py before settings load are seen.
        self.variables: Mapping[str, str] = os.environ if variables is None else variables

    @property
    def mode(self) -> str:
        mode = self.variables.get("STRANDS_ENV", "").strip() or "production"
        if mode not in MODES:
            raise EnvironmentProblem(
                f"STRANDS_ENV is {mode!r}. Set it to one of: {', '.join(MODES)}."
            )
        return mode

    @property
    def is_production(self) -> bool:
        return self.mode == "production"

    def has(self, name: str) -> bool:
        return bool(self.variables.get(name, "").strip())

    def text(self, name: str, default: object = _REQUIRED) -> str:
        """The value, or the contents of the file that NAME_FILE points to (a mounted secret)."""
        value = self.variables.get(name, "").strip()
        if not value and self.has(f"{name}_FILE"):
            value = self._from_file(name)
        if value:
            return value
        if default is _REQUIRED:
            raise EnvironmentProblem(f"{name} is not set. Set it in the environment.")
        return default  # type: ignore[return-value]

    def _from_file(self, name: str) -> str:
        path = self.variables[f"{name}_FILE"].strip()
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise EnvironmentProblem(
                f"{name}_FILE names {path}, which cannot be read ({problem.strerror})."
                f" Correct the path, or set {name} itself."
            ) from problem

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.text(name, default="").lower()
        if name not in self.variables and not value:
            return default
        if value in _TRUE:
            return True
        if value in _FALSE:
            return False
        raise EnvironmentProblem(f"{name} is {value!r}. Set it to true or false.")

    def number(self, name: str, default: int | object = _REQUIRED) -> int:
        value = self.text(name, default="" if default is not _REQUIRED else _REQUIRED)
        if not value:
            return default  # type: ignore[return-value]
        try:
            return int(value)
        except ValueError:
            raise EnvironmentProblem(f"{name} is {value!r}. Set it to a whole number.") from None

    def list(self, name: str, default: Iterable[str] = ()) -> builtins.list[str]:
        value = self.text(name, default="")
        if not value:
            return [*default]
        return [part.strip() for part in value.split(",") if part.strip()]

    def require(self, needed: Mapping[tuple[str, ...], str] = PRODUCTION) -> None:
        """In production, one error that names every missing variable and how to set it."""
        if not self.is_production:
            return
        missing = [
            f"  {' or '.join(names)}: {how}"
            for names, how in needed.items()
            if not any(self.has(name) or self.has(f"{name}_FILE") for name in names)
        ]
        if missing:
            raise EnvironmentProblem(
                "Strands cannot start: these environment variables are not set.\n"
                + "\n".join(missing)
                + "\nSee docs/operating.md for all of them."
                " For a machine of your own, run: make run"
            )

    def email(self) -> dict[str, object]:
        """Django's EMAIL_* settings, from EMAIL_URL or from EMAIL_HOST and its parts."""
        if self.has("EMAIL_URL") or self.has("EMAIL_URL_FILE"):
            return _email_from_url(self.text("EMAIL_URL"))
        if not self.has("EMAIL_HOST"):
            return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": self.text("EMAIL_HOST"),
            "EMAIL_PORT": self.number("EMAIL_PORT", default=587),
            "EMAIL_HOST_USER": self.text("EMAIL_HOST_USER", default=""),
            "EMAIL_HOST_PASSWORD": self.text("EMAIL_HOST_PASSWORD", default=""),
            "EMAIL_USE_TLS": self.flag("EMAIL_USE_TLS", default=True),
            "EMAIL_USE_SSL": self.flag("EMAIL_USE_SSL", default=False),
        }

    def cache_url(self, database: int) -> str:
        """REDIS_URL for one numbered database, as Django's cache spells it."""
        parts = urlsplit(self.text("REDIS_URL"))
        database += self.number("REDIS_FIRST_DATABASE", default=0)
        if parts.scheme == "unix":
            return f"unix://{parts.path}?db={database}"
        return parts._replace(path=f"/{database}").geturl()

    def broker_url(self, database: int) -> str:
        """The same as Celery spells it: a unix socket has another address there."""
        parts = urlsplit(self.cache_url(database))
        if parts.scheme == "unix":
            number = parts.query.removeprefix("db=")
            return f"redis+socket://{parts.path}?virtual_host={number}"
        return parts.geturl()

    def document_storage(self, default: Path) -> dict[str, object]:
        """Where uploaded documents are kept, as Django's STORAGES takes it."""
        value = self.text("DOCUMENT_STORAGE", default="")
        parts = urlsplit(value or default.as_uri())
        if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/"):
            return {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {
                    "location": unquote(parts.path),
                    "file_permissions_mode": 0o600,
                    "directory_permissions_mode": 0o700,
                },
            }
        if parts.scheme == "s3" and parts.netloc:
            return _s3_storage(parts)
        raise EnvironmentProblem(
            f"DOCUMENT_STORAGE is {parts.scheme}:… which is not understood."
            " Set it to a folder, for example DOCUMENT_STORAGE=file:///srv/strands/documents,"
            " or a bucket, for example DOCUMENT_STORAGE=s3://bucket/folder?region=eu-west-2"
        )


def _s3_storage(parts: SplitResult) -> dict[str, object]:
    """The keys come from the environment as every S3 tool reads them, or from the machine's role."""
    asked = parse_qs(parts.query)
    options = {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "default_acl": None,
        "file_overwrite": False,
    }
    for name, option in (("region", "region_name"), ("endpoint", "endpoint_url")):
        if name in asked:
            options[option] = asked[name][-1]
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def origin_of(url: str) -> str:
    """Scheme, host and port, as content security policies name a place."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _email_from_url(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        # The URL may hold a password, so it is not repeated here.
        raise EnvironmentProblem(
            "EMAIL_URL is not understood."
            " Set it like EMAIL_URL=smtp://USER:PASSWORD@mail.example.org:587/?tls=true"
        )
    ssl = parts.scheme == "smtps"
    tls = parse_qs(parts.query).get("tls", ["false" if ssl else "true"])[-1].lower() in _TRUE
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if ssl else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": tls and not ssl,
        "EMAIL_USE_SSL": ssl,
    }


env = Environment()


def main() -> int:
    try:
        env.require()
    except EnvironmentProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
