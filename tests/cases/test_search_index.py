"""The index in step with the names, however they are written."""

import io

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cases import names
from cases.models import FamilyWord, NameSpelling, NameWord, Person, PersonName
from cases.search.folding import FOLD_SQL, function_sql
from tests import factories

pytestmark = pytest.mark.django_db


def ask(sql: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def words_of(person) -> set[tuple[str, str]]:
    return set(NameWord.objects.filter(person=person).values_list("source", "word"))


class FoldTests(TestCase):
    @settings(max_examples=300, deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
    def test_database_folds_as_python_does(self, text):
        assert ask("SELECT strands_fold(%s)", text) == names.fold(text)


def test_fold_sql_is_drawn_from_the_fold_in_use():
    assert FOLD_SQL.read_text(encoding="utf-8") == function_sql()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("stephen", "steven"),
        ("shaun", "sean"),
        ("mohammed", "muhammad"),
        ("thompson", "thomson"),
        ("kathryn", "catherine"),
        ("ciaran", "kieran"),
        ("niamh", "neve"),
        ("graham", "graeme"),
        ("simpson", "simson"),
        ("leigh", "lee"),
    ],
)
def test_names_that_sound_alike_share_a_sound(one, other):
    assert ask("SELECT strands_sounds(%s) && strands_sounds(%s)", one, other)


@pytest.mark.parametrize("word", ["", "محمد", "007", "x" * 200])
def test_sounds_of_anything_is_a_list(word):
    assert isinstance(ask("SELECT strands_sounds(%s)", word), list)


def test_person_added_is_indexed_by_each_word_and_the_joined_name():
    person = factories.make_person("Zoë-Louise", "de la Cruz", known_as="Zee")
    assert words_of(person) == {
        *(("current", w) for w in ("zoe", "louise", "zoelouise", "de", "la", "cruz", "delacruz")),
        ("known_as", "zee"),
    }
    assert set(NameSpelling.objects.values_list("word", flat=True)) >= {"zoe", "delacruz", "zee"}


def test_bulk_create_update_and_delete_keep_the_index_in_step():
    authority = factories.make_authority()
    people = Person.objects.bulk_create(
        Person(forename=f"Kid{n}", surname="Hill", authority=authority) for n in range(3)
    )
    assert NameWord.objects.filter(word="hill").count() == 3
    Person.objects.filter(pk__in=[p.pk for p in people[:2]]).update(surname="Hall")
    assert NameWord.objects.filter(word="hill").count() == 1
    assert NameWord.objects.filter(word="hall").count() == 2
    Person.objects.filter(pk=people[0].pk)._raw_delete("default")
    assert not NameWord.objects.filter(person=people[0]).exists()


def test_update_of_something_else_leaves_the_words():
    person = factories.make_person()
    before = set(NameWord.objects.values_list("pk", flat=True))
    Person.objects.filter(pk=person.pk).update(first_language="Welsh")
    assert set(NameWord.objects.values_list("pk", flat=True)) == before


def test_copied_people_are_indexed():
    person = factories.make_person("Siân", "O'Brien")
    fields = [field for field in Person._meta.concrete_fields if field.column != "id"]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        rows = io.StringIO()
        cursor.copy_expert(f"COPY cases_person ({columns}) TO STDOUT", rows)
        NameWord.objects.all().delete()
        rows.seek(0)
        cursor.copy_expert(f"COPY cases_person ({columns}) FROM STDIN", rows)
    copied = Person.objects.exclude(pk=person.pk).get()
    assert words_of(copied) == {("current", "sian"), ("current", "obrien")}


def test_names_changed_by_raw_sql_are_indexed():
    person = factories.make_person("Before", "After")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_person SET surname = 'Hall' WHERE id = %s", [person.pk])
    assert words_of(person) == {("current", "before"), ("current", "hall")}


def test_other_name_is_indexed_moves_with_its_person_and_goes_with_it():
    ava, bea = factories.make_person("Ava"), factories.make_person("Bea")
    name = PersonName.objects.create(person=ava, kind="former", surname="Hall")
    assert ("other", "hall") in words_of(ava)
    PersonName.objects.filter(pk=name.pk).update(person=bea)
    assert ("other", "hall") not in words_of(ava)
    assert ("other", "hall") in words_of(bea)
    name.delete()
    assert ("other", "hall") not in words_of(bea)


def test_family_name_is_indexed():
    family = factories.make_family("Hill-Okoro")
    words = FamilyWord.objects.filter(family=family)
    assert set(words.values_list("word", flat=True)) == {"hill", "okoro", "hillokoro"}
    family.name = "Stone"
    family.save()
    assert list(words.values_list("word", flat=True)) == ["stone"]


def test_name_of_200_ligatures_is_cut_rather_than_refused():
    person = factories.make_person("ﬃ" * 200, "ß" * 200)
    assert {len(word) for _, word in words_of(person)} == {200}


def test_spelling_is_kept_once_for_many_people():
    for _ in range(5):
        factories.make_person("Ava", "Hill")
    assert NameSpelling.objects.filter(word="hill").count() == 1
