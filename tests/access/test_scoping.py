"""No row of family data reaches a page except through a door that knows who is asking."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from pghistory.models import Event

from accounts.scoping import ScopedQuerySet
from cases.models import PersonMergeStep, name_word

ROOT = Path(__file__).resolve().parents[2]

# Reached only through a scoped parent, or written by triggers and read only by the search.
REACHED_OTHERWISE = {PersonMergeStep, *(m for m in vars(name_word).values() if isinstance(m, type))}

# Who works here is no family data; `accounts` has its own doors for it.
STAFF = {"AccessEvent", "Authority", "Membership", "Team", "User"}

DOORS = {
    "create",
    "for_user",
    "findable_by",
    "none",
    "logged_by",
    "of_findable_families",
    "matched_to",
}
PRESENTING = ("views", "forms", "api")


def family_models():
    for model in apps.get_app_config("cases").get_models():
        if not issubclass(model, Event) and model not in REACHED_OTHERWISE:
            yield model


@pytest.mark.parametrize("model", list(family_models()), ids=lambda m: m.__name__)
def test_model_says_who_may_see_it(model):
    queryset = type(model._default_manager.all())
    assert issubclass(queryset, ScopedQuerySet)
    assert queryset.visible_to is not ScopedQuerySet.visible_to


def presenting_files():
    for app in ("cases", "edge", "fit", "volunteers", "willow", "surgeries", "pa_admin"):
        for path in sorted((ROOT / app).rglob("*.py")):
            if any(part in PRESENTING for part in path.relative_to(ROOT).parts):
                yield path


def unscoped_uses(source: str) -> list[int]:
    """Lines where `Model.objects` is used and the first thing asked of it is not a door.

    `queryset=Model.objects.all()` is a form field, which `ScopedFormMixin` cuts down. A line that
    must look further says why, in a comment above it that starts with "unscoped:".
    """
    tree, lines = ast.parse(source), source.splitlines()
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_base_manager"):
            asked = parents[node]
            door = isinstance(asked, ast.Attribute) and asked.attr in DOORS
            above = lines[max(node.lineno - 3, 0) : node.lineno]
            explained = any("unscoped: " in line for line in above)
            staff = isinstance(node.value, ast.Name) and node.value.id in STAFF
            if not (door or staff or explained or _is_form_field(asked, parents)):
                found.append(node.lineno)
    return found


def _is_form_field(asked: ast.AST, parents: dict) -> bool:
    call = parents.get(asked)
    keyword = parents.get(call)
    return (
        isinstance(asked, ast.Attribute)
        and asked.attr == "all"
        and isinstance(keyword, ast.keyword)
        and keyword.arg == "queryset"
    )


@pytest.mark.parametrize("path", list(presenting_files()), ids=lambda p: str(p.relative_to(ROOT)))
def test_pages_and_forms_go_through_a_door(path):
    assert unscoped_uses(path.read_text()) == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("x = Person.objects.filter(pk=1)", [1]),
        ("x = 1\ny = Person.objects", [2]),
        ("x = Person.objects.all()", [1]),
        ("x = Person.objects.for_user(u).filter(pk=1)", []),
        ("x = ModelChoiceField(queryset=Person.objects.all())", []),
        ("# unscoped: only asks whether there is one\nx = Person.objects.filter(pk=1)", []),
        ("x = User.objects.filter(pk=1)", []),
    ],
)
def test_the_search_for_unscoped_uses_finds_what_it_should(source, lines):
    assert unscoped_uses(source) == lines
