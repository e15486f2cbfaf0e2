"""How forms are drawn: labels, hints, errors and the links between them."""

import re

import pytest
from django import forms

from accounts.govuk.forms import GovukForm
from accounts.govuk.widgets import CharacterCount, Checkboxes, Radios
from programme.styleguide_forms import WRONG, ExampleForm


class Small(GovukForm):
    name = forms.CharField(label="Full name", help_text="As they say it.", max_length=5)
    note = forms.CharField(label="Note", required=False)


class Decision(GovukForm):
    decision = forms.ChoiceField(
        label="What next?", choices=[("yes", "Accept"), ("no", "Decline")], widget=Radios
    )
    reason = forms.CharField(label="Why?", required=False)

    reveals = {"decision": {"no": ("reason",)}}
    option_hints = {"decision": {"no": "Say why."}}


def test_input_names_its_hint_and_its_error():
    html = str(Small({"name": ""})["name"].as_field_group())

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "govuk-form-group--error" in html
    assert "govuk-input--error" in html
    assert re.search(r'visually-hidden">Error:</span>\s*Enter full name', html)


def test_input_without_error_has_no_error_marks():
    html = str(Small())

    assert "error" not in html
    assert "aria-invalid" not in html


def test_browser_is_told_no_limits_of_its_own():
    html = str(ExampleForm())

    assert not re.search(r"<(input|select|textarea)[^>]* (required|maxlength|min|max)[ =>]", html)
    assert 'type="number"' not in html


def test_only_optional_fields_say_so():
    html = str(Small())

    assert html.count("(optional)") == 1
    assert html.index("(optional)") > html.index("Note")


def test_typed_text_comes_back_escaped_and_whole():
    html = str(Small({"name": "O'Brien <b> & Zoë محمد"})["name"])

    assert "O&#x27;Brien &lt;b&gt; &amp; Zoë محمد" in html


def test_choice_opens_its_fields_below_itself_and_nowhere_else():
    html = str(Decision())

    assert html.count('name="reason"') == 1
    assert html.index('value="no"') < html.index('id="reveal-id_decision_1"')
    assert html.index('id="reveal-id_decision_1"') < html.index('name="reason"')
    assert 'data-reveals="reveal-id_decision_1"' in html
    assert 'aria-describedby="id_decision_1_hint"' in html


def test_chosen_option_leaves_its_fields_open():
    assert "__conditional--hidden" in str(Decision())
    assert "__conditional--hidden" not in str(Decision({"decision": "no"}))


def test_optional_choice_can_be_taken_back():
    class Optional(GovukForm):
        answer = forms.ChoiceField(choices=[("", "---"), ("a", "A")], widget=Radios, required=False)

    assert "No answer" in str(Optional())


def test_needed_choice_has_no_empty_answer():
    class Needed(GovukForm):
        answer = forms.ChoiceField(choices=[("", "---"), ("a", "A")], widget=Radios)

    assert str(Needed()).count("<input") == 1


def test_text_that_counts_is_linked_to_its_counter():
    class Counted(GovukForm):
        account = forms.CharField(max_length=50, widget=CharacterCount(50))

    html = str(Counted())

    assert 'data-maxlength="50"' in html
    assert 'aria-describedby="id_account-info"' in html
    assert 'id="id_account-info"' in html
    assert "up to 50 characters" in html


def test_groups_stand_under_their_legends_and_every_field_is_there_once():
    html = str(ExampleForm())

    assert html.index("What happens next</legend>") < html.index('name="area"')
    for name in ExampleForm.base_fields:
        assert len(set(re.findall(rf'name="({name}(?:_day)?)"', html))) == 1


def test_error_summary_goes_in_page_order_to_inputs_that_exist():
    form = ExampleForm(WRONG)
    html = str(form)

    targets = [line.href.removeprefix("#") for line in form.error_summary]

    assert len(targets) == 11
    positions = [html.index(f'id="{target}"') for target in targets]
    assert positions == sorted(positions)


def test_problem_of_the_whole_form_comes_first_without_a_link():
    class Pair(GovukForm):
        a = forms.CharField(label="First")

        def clean(self):
            raise forms.ValidationError("These do not belong together")

    lines = Pair({"a": ""}).error_summary

    assert [(line.text, line.href) for line in lines] == [
        ("These do not belong together", ""),
        ("Enter first", "#id_a"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (forms.CharField(label="NHS number"), "", "Enter NHS number"),
        (forms.CharField(label="Is it safe?"), "", "Answer “Is it safe?”"),
        (forms.ChoiceField(label="Area", choices=[("a", "A")]), "", "Select area"),
        (forms.BooleanField(label="They know"), "", "Confirm that they know"),
        (forms.FileField(label="The letter"), "", "Choose a file for the letter"),
        (
            forms.CharField(label="100% of it", max_length=3),
            "abcd",
            "100% of it must be 3 characters or fewer (it has 4)",
        ),
        (forms.IntegerField(label="Age", min_value=0), "-1", "Age must be 0 or more"),
        (forms.IntegerField(label="Age"), "ten", "Age must be a whole number, like 15"),
        (forms.DecimalField(label="Cost"), "x", "Cost must be a number, like 7.5"),
        (
            forms.CharField(label="Post", error_messages={"required": "Which post?"}),
            "",
            "Which post?",
        ),
    ],
)
def test_message_names_the_field(field, value, message):
    form = type("One", (GovukForm,), {"one": field})({"one": value})

    assert form.errors["one"] == [message]


def test_checkbox_set_apart_is_exclusive():
    class Needs(GovukForm):
        needs = forms.MultipleChoiceField(
            choices=[("a", "A"), ("none", "None of these")], widget=Checkboxes
        )
        set_apart = {"needs": "none"}

    html = str(Needs())

    assert html.index("__divider") > html.index('value="a"')
    assert html.count('data-behaviour="exclusive"') == 1
