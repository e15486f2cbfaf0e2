"""Names as kept, as compared, and the other names people go by."""

import csv
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.names import (
    APOSTROPHES,
    HYPHENS,
    NICKNAMES,
    fold,
    joined,
    nickname_groups,
    nickname_pairs,
    nicknames_of,
    same_given_name,
    tidy,
    without_particles,
    words,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  O’Brien ", "O'Brien"),
        ("O`Brien", "O'Brien"),
        ("Smith – Jones", "Smith-Jones"),
        ("Anne\u00a0Marie\tLouise\n", "Anne Marie Louise"),
        ("José", "José"),
        ("Jose\u0301", "José"),
        ("de la Cruz", "de la Cruz"),
        ("DeAndre", "DeAndre"),
        ("\u202eمحمد\u202c", "محمد"),
        ("Ali\u200b", "Ali"),
        ("نازی\u200cبه", "نازی\u200cبه"),
        ("Łukasz", "Łukasz"),
        (None, ""),
    ],
)
def test_tidy_mends_typing_and_nothing_else(typed, kept):
    assert tidy(typed) == kept


@given(st.text(max_size=60))
def test_tidy_is_done_in_one_pass(name):
    assert tidy(tidy(name)) == tidy(name)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("OBRIEN", "obrien"),
        ("O Brien", "o brien"),
        ("Smith-Jones", "smith jones"),
        ("Smith—Jones", "smith jones"),
        ("St. John", "st john"),
        ("de la Cruz", "de la cruz"),
        ("José  Núñez", "jose nunez"),
        ("Jose\u0301", "jose"),
        ("Siân", "sian"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Ștefan", "stefan"),
        ("Müller", "muller"),
        ("Strauß", "strauss"),
        ("Ægir Øst", "aegir ost"),
        ("Đặng Nguyễn", "dang nguyen"),
        ("İbrahim Işık", "ibrahim isik"),
        ("Γιώργος", "γιωργος"),
        ("Фёдор", "федор"),
        ("محمد", "محمد"),
        ("שרה כהן", "שרה כהן"),
        ("王 小明", "王 小明"),
        ("Baby (unborn) 2", "baby unborn 2"),
        ("  ", ""),
        (None, ""),
    ],
)
def test_fold_gives_the_form_for_comparing(name, folded):
    assert fold(name) == folded


def test_fold_keeps_vowel_signs_of_scripts_that_need_them():
    assert fold("मीरा") != fold("मेरी")


@given(st.text(max_size=60))
def test_fold_is_done_in_one_pass_and_has_single_spaces(name):
    folded = fold(name)
    assert fold(folded) == folded
    assert "  " not in folded
    assert folded == folded.strip()


# The Latin letters of European languages.
MARKED = st.characters(max_codepoint=0x17F, exclude_categories=("Cc", "Cf"))


@given(st.text(MARKED, max_size=40))
def test_fold_does_not_mind_how_accents_are_encoded_or_names_were_tidied(name):
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))
    assert fold(tidy(name)) == fold(name)


@pytest.mark.parametrize("mark", APOSTROPHES)
def test_fold_takes_out_every_kind_of_apostrophe(mark):
    assert fold(f"D{mark}Arcy") == "darcy"


@pytest.mark.parametrize("mark", HYPHENS)
def test_fold_makes_every_kind_of_hyphen_a_space(mark):
    assert fold(f"Smith{mark}Jones") == "smith jones"


def test_particles_are_left_out_unless_they_are_the_whole_name():
    assert words("van der Berg") == ["van", "der", "berg"]
    assert without_particles("van der Berg") == ["berg"]
    assert without_particles("Al-Hassan") == ["hassan"]
    assert without_particles("Le") == ["le"]
    assert joined("de la Cruz") == joined("Delacruz")


# Nicknames


def test_nickname_list_is_long_and_clean():
    with NICKNAMES.open(encoding="utf-8", newline="") as file:
        rows = [(row["name"], row["form"]) for row in csv.DictReader(file)]
    assert len(rows) >= 250
    assert len(set(rows)) == len(rows)
    for row in rows:
        for name in row:
            assert tidy(name) == name
            assert fold(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shaun", "Sean"),
        ("Shawn", "Seán"),
        ("Mohammed", "Muhammad"),
        ("Mohamed", "Mo"),
        ("Muhammad", "Mohammad"),
        ("Katherine", "Catherine"),
        ("Kathryn", "Cathy"),
        ("Kate", "Katie"),
        ("William", "Bill"),
        ("Will", "Liam"),
        ("Elizabeth", "Beth"),
        ("Lizzie", "Libby"),
        ("Stephen", "Steven"),
        ("Katarzyna", "Kasia"),
        ("Małgorzata", "Gosia"),
        ("Yusuf", "Youssef"),
        ("Aoife", "Eva"),
        ("Siôn", "John"),
        ("Niamh", "Neve"),
        ("Ahmed", "Ahmad"),
        ("Bob", "Rob"),
        ("jack", "JACK"),
    ],
)
def test_forms_of_one_name_are_the_same_name(one, other):
    assert same_given_name(one, other)
    assert same_given_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexander", "Alexandra"),
        ("Jack", "Oliver"),
        ("", ""),
        (None, "Ann"),
        ("Daniel", "Danielle"),
    ],
)
def test_names_that_only_share_a_short_form_are_not_the_same(one, other):
    assert not same_given_name(one, other)


def test_a_shared_short_form_is_near_both_names():
    assert {"alexander", "alexandra"} <= nicknames_of("Alex")


def test_nickname_groups_run_both_ways_and_never_to_themselves():
    groups = nickname_groups()
    for name, others in groups.items():
        assert name not in others
        assert all(name in groups[other] for other in others)
    assert all(form in groups[name] for name, form in nickname_pairs())
