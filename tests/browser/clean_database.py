"""Empties a database that a live server wrote to, in milliseconds.

Django's own flush truncates every table, filled or not, which takes longer than most of the tests
here. Only the few tables with rows are emptied, with triggers held off: the history tables refuse
to be emptied otherwise, and nothing is left for a foreign key to protect.
"""

from django.db import connection

KEPT = {"django_migrations", "django_content_type", "auth_permission", "django_site"}


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall() if name not in KEPT]


def filled(names: list[str]) -> list[str]:
    quoted = connection.ops.quote_name
    parts = [f"SELECT '{n}' WHERE EXISTS (SELECT FROM {quoted(n)})" for n in names]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return [name for (name,) in cursor.fetchall()]


def empty(names: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for name in names:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608
        cursor.execute("SET session_replication_role = DEFAULT")
