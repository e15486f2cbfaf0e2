"""The form of one measure, made from its instrument's definition."""

from collections.abc import Iterator
from datetime import date

from django import forms

from accounts.govuk.dates import DateField
from accounts.govuk.widgets import Radios
from cases.codes import Informant
from cases.forms.facts import FactForm
from cases.instruments.definition import Day, Entry, Instrument, Number, Question, Scored, Tick
from cases.instruments.summing import answered, number
from cases.models import Case, Measure
from cases.statutory_rules import Problems

ANSWER = "answers__"
# More choices than this are numbers, and stand side by side.
_FEW = 6


class CaseChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, case: Case) -> str:
        return f"{case.strand_name}, {case.reference}"


class MeasureForm(FactForm):
    keyed_fields = ("answers",)
    constraint_fields = {"measure_other_level_with_reason": "level_reason"}
    called = {
        "informant": "who answered",
        "point": "when in the work this was",
        "taken_on": "Date",
        "level_reason": "why your level differs",
    }
    rules_need = ("informant", "taken_on")
    input_widths = {"case": "two-thirds"}

    class Meta:
        model = Measure
        fields = ("taken_on", "informant", "point", "case", "practitioner_level", "level_reason")
        field_classes = {"case": CaseChoiceField}
        widgets = {
            "informant": Radios,
            "point": Radios,
            "practitioner_level": Radios,
            "level_reason": forms.Textarea({"rows": 3}),
        }
        labels = {
            "taken_on": "When was it filled in?",
            "informant": "Who answered?",
            "point": "When in the work is this?",
            "case": "Part of which case?",
            "practitioner_level": "Your own level",
            "level_reason": "Why does your level differ from the score?",
        }

    def __init__(self, *args, instrument: Instrument, **kwargs):
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        self.scored: Scored | None = None
        self._offer_cases()
        self._offer_informants()
        self._offer_levels()
        for entry in instrument.entries:
            name = ANSWER + entry.slug
            self.fields[name] = _field_of(entry)
            self.initial.setdefault(name, _kept(entry, self.instance.answers.get(entry.slug)))
        self.fields["point"].choices = self.fields["point"].choices[1:]
        before = [
            name for name in ("taken_on", "informant", "point", "case") if name in self.fields
        ]
        asked = [ANSWER + entry.slug for entry in instrument.entries]
        after = [name for name in ("practitioner_level", "level_reason") if name in self.fields]
        self.order_fields([*before, *asked, *after])
        self.groups = [("", before), (self.heading, asked), ("Your judgement", after)]

    @property
    def heading(self) -> str:
        return "Questions" if self.instrument.questions else "Scores"

    def _offer_cases(self) -> None:
        field = self.fields["case"]
        families = self.instance.person.family_memberships.values("family")
        field.queryset = field.queryset.filter(family__in=families).order_by("-referred_on")
        field.empty_label = "Not part of a case"
        cases = list(field.queryset)
        if not cases:
            del self.fields["case"]
        open_ones = [case for case in cases if case.is_open]
        if len(open_ones) == 1 and self.instance.pk is None:
            self.initial["case"] = self.initial.get("case") or open_ones[0].pk

    def _offer_informants(self) -> None:
        offered = self.instrument.informants
        if len(offered) == 1:
            self.instance.informant = offered[0]
            del self.fields["informant"]
        else:
            self.fields["informant"].choices = [(one.value, one.label) for one in offered]

    def _offer_levels(self) -> None:
        if not self.instrument.levels:
            del self.fields["practitioner_level"]
            del self.fields["level_reason"]
            return
        levels = [(level.slug, level.label) for level in self.instrument.levels]
        self.fields["practitioner_level"] = forms.ChoiceField(
            label=self.fields["practitioner_level"].label,
            required=False,
            widget=Radios,
            choices=[("same", "The level the score gives"), *levels],
            help_text="The score informs your judgement and does not replace it.",
        )
        self.fields["level_reason"].help_text = "Needed only when it does."
        now = self.instance
        differs = now.pk and now.practitioner_level != now.calculated_level
        self.initial["practitioner_level"] = now.practitioner_level if differs else "same"

    def clean_practitioner_level(self) -> str:
        level = self.cleaned_data["practitioner_level"]
        return "" if level == "same" else level

    def answers(self) -> dict:
        """What was entered, as it is kept."""
        return {
            entry.slug: _stored(self.cleaned_data.get(ANSWER + entry.slug))
            for entry in self.instrument.entries
        }

    def problems(self) -> Problems:
        measure, instrument = self.instance, self.instrument
        measure.answers = self.answers()
        found = dict(self._about_the_person())
        found |= dict(self._out_of_range())
        for slug, messages in instrument.problems(measure.answers, measure.informant).items():
            found.setdefault(ANSWER + slug, messages)
        if instrument.questions and not answered(measure.answers, instrument.questions):
            found.setdefault(ANSWER + instrument.questions[0].slug, ["Answer the questions"])
        if not found and not self.errors:
            found |= self._level_problems()
        return found

    def _about_the_person(self) -> Iterator[tuple[str, list[str]]]:
        measure, born = self.instance, self.instance.person.date_of_birth
        if born is None or measure.taken_on is None:
            return
        if measure.taken_on < born:
            yield "taken_on", ["The date must not be before the person was born"]
            return
        youngest, oldest = (self.instrument.ages or {}).get(measure.informant, (0, 150))
        if not youngest <= (measure.person.age_on(measure.taken_on) or 0) <= oldest:
            beside = "informant" if "informant" in self.fields else "taken_on"
            yield beside, [f"This form is for ages {youngest} to {oldest} at the time"]

    def _out_of_range(self) -> Iterator[tuple[str, list[str]]]:
        informant = self.instance.informant
        for entry in self.instrument.entries:
            value = self.instance.answers.get(entry.slug)
            if isinstance(entry, Number) and value is not None and value > entry.top(informant):
                who = Informant(informant).label.lower()
                yield ANSWER + entry.slug, [f"For a {who} this goes to {entry.top(informant)}"]

    def _level_problems(self) -> Problems:
        measure = self.instance
        self.scored = scored = self.instrument.score(measure.answers, measure.informant)
        measure.scores, measure.total = dict(scored.scores), scored.total
        measure.calculated_level = scored.level
        measure.practitioner_level = measure.practitioner_level or scored.level
        if measure.practitioner_level == scored.level:
            measure.level_reason = ""
        elif not measure.level_reason:
            by_score = self.instrument.level_named(scored.level)
            given = f"The score gives “{by_score.label}”" if by_score else "There is no score"
            mine = self.instrument.level_named(measure.practitioner_level)
            return {"level_reason": [f"{given}. Say why your level is “{mine.label}”"]}
        return {}

    def so_far(self) -> str:
        """The score of what has been entered until now; the form is shown again without mistakes."""
        self.is_valid()
        answers, questions = self.answers(), self.instrument.questions
        informant = self.instance.informant or self.instrument.informants[0]
        scored = self.instrument.score(answers, informant)
        self.errors.clear()
        given = answered(answers, questions)
        if not questions or self.instrument.slug == "gbo":
            return "No score yet." if scored.total is None else f"Score: {number(scored.total)}"
        count = f"{len(given)} of {len(questions)} questions answered"
        level = self.instrument.level_named(scored.level)
        words = f"{sum(given)} so far, {count}."
        return f"{words} {level.label}." if level and len(given) == len(questions) else words


def _field_of(entry: Entry) -> forms.Field:
    hint = getattr(entry, "hint", "")
    if isinstance(entry, Question):
        many = len(entry.choices) > _FEW
        return forms.TypedChoiceField(
            label=entry.text,
            choices=entry.choices,
            coerce=int,
            empty_value=None,
            required=False,
            widget=Radios(inline=many, small=many),
        )
    if isinstance(entry, Number):
        field = forms.IntegerField(
            label=entry.text,
            min_value=entry.lowest,
            max_value=entry.highest,
            required=entry.required,
            help_text=hint,
            error_messages={
                "required": "Enter a number",
                "invalid": "Enter a whole number",
                "min_value": f"This must be {entry.lowest} or more",
                "max_value": f"This must be {entry.highest} or less",
            },
        )
        field.widget = forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-3"})
        return field
    if isinstance(entry, Tick):
        return forms.BooleanField(label=entry.text, required=False, help_text=hint)
    if isinstance(entry, Day):
        return DateField(label=entry.text, required=False, help_text=hint)
    return forms.CharField(
        label=entry.text,
        required=False,
        max_length=200,
        help_text=hint,
        widget=forms.TextInput({"dir": "auto"}),
    )


def _stored(value):
    return (
        value.isoformat() if isinstance(value, date) else value or (None if value == "" else value)
    )


def _kept(entry: Entry, value):
    return date.fromisoformat(value) if isinstance(entry, Day) and value else value
