"""Writes `sql/fold.sql`: the database's `strands_fold`, drawn from `cases.names.fold` itself.

`fold` treats every character by itself, so what it does to each character of Unicode is the whole
rule. The file is kept with the migration that runs it. When `fold` changes, write the file again
(`manage.py shell -c "from cases.search import folding; folding.write()"`) with a new migration
that runs it and fills the index anew; a test compares the two.
"""

from itertools import groupby
from pathlib import Path

from cases.names import fold

FOLD_SQL = Path(__file__).parent / "sql" / "fold.sql"

TEMPLATE = """\
-- Written by cases.search.folding from cases.names.fold. Do not edit.
CREATE OR REPLACE FUNCTION strands_fold(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $function$
SELECT btrim(regexp_replace(
    CASE WHEN octet_length(name) = char_length(name)
    THEN regexp_replace(lower(translate(name, E'-\\t\\n\\v\\f\\r\\x1c\\x1d\\x1e\\x1f', '          ') COLLATE "C"),
        '[^a-z0-9 ]+', '', 'g')
    ELSE strands_fold_beyond_ascii(name) END,
    ' +', ' ', 'g'), ' ');
$function$;
"""

BEYOND = """\
CREATE OR REPLACE FUNCTION strands_fold_beyond_ascii(name text) RETURNS text
-- plpgsql, so that these long lists are read once a session and not put into every statement.
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $function$
BEGIN
    RETURN regexp_replace({spelt}, {dropped} COLLATE "C", '', 'g');
END $function$;
"""


def function_sql() -> str:
    single, several, kept = _mapping()
    spelt = f'lower(translate(name, {_text(single)}, {_text(single.values())}) COLLATE "C")'
    for plain, group in groupby(sorted(several, key=several.get), key=several.get):
        spelt = f"regexp_replace({spelt}, '[{_regex(group)}]', '{plain}', 'g')"
    dropped = "'[^a-z0-9 {}]+'".format("".join(_range(*ends) for ends in _ranges(kept)))
    return BEYOND.format(spelt=spelt, dropped=dropped) + TEMPLATE


def _mapping() -> tuple[dict[str, str], dict[str, str], list[int]]:
    """Characters that become one other, those that become several, and those that stay."""
    single, several, kept = {}, {}, []
    for code in [*range(0x01, 0x30), *range(0x80, 0xD800), *range(0xE000, 0x110000)]:
        char = chr(code)
        plain = fold(f"a{char}a")[1:-1]
        if plain == char and code >= 0x80:
            kept.append(code)
        elif len(plain) == 1 and plain != char:
            single[char] = plain
        elif len(plain) > 1:
            several[char] = plain
    return single, several, kept


def _ranges(codes: list[int]) -> list[tuple[int, int]]:
    spans = []
    for _, group in groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0]):
        members = [code for _, code in group]
        spans.append((members[0], members[-1]))
    return spans


def _escaped(code: int) -> str:
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _regex(chars) -> str:
    return "".join(_escaped(ord(char)) for char in chars)


def _range(first: int, last: int) -> str:
    return _escaped(first) if first == last else f"{_escaped(first)}-{_escaped(last)}"


def _text(chars) -> str:
    return "E'{}'".format(
        "".join(c if c.isalnum() and c.isascii() else _escaped(ord(c)) for c in chars)
    )


def write() -> None:
    FOLD_SQL.write_text(function_sql(), encoding="utf-8")
