"""What families and workers say in the plans of the made-up programme."""

from dataclasses import dataclass

from cases.codes.plans import Agreement

REACHED_FROM = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    words: str
    different: str
    family_does: str
    worker_does: str


_SLEEP = Wanted(
    "I want to sleep at home every night.",
    "Home by ten, and at home every night",
    "Ring if running late",
    "Agree with school who can be talked to in a bad week",
)
_SCHOOL = Wanted(
    "I want to go back without everybody staring.",
    "At school four days of five",
    "Pack the bag the night before",
    "Meet the head of year about a way back in",
)
_ROWS = Wanted(
    "Less shouting. I want to talk like we used to.",
    "We talk about what went wrong the next day, not in the night",
    "Walk round the block before answering back",
    "Come on Tuesday evenings for the first four weeks",
)
_MORNINGS = Wanted(
    "Calm mornings for the little ones.",
    "Breakfast together, and nobody late more than once a week",
    "Lay out clothes the night before",
    "Show the chart that worked for another family",
)
_DRINK = Wanted(
    "I want to be the mum they can count on.",
    "No drinking on days with the children",
    "Go to the Thursday group",
    "Go along to the first meeting",
)
_SAFE = Wanted(
    "I want people to stop turning up at mine.",
    "Knows three safe places and whom to ring",
    "Keep the phone charged and on",
    "Make the safety plan together, on paper and phone",
)
_FRIENDS = Wanted(
    "I want to do something that is not sitting in my room.",
    "Out with somebody their own age once a week",
    "Choose a club to try",
    "Go along the first two times",
)
GOALS: dict[str, tuple[Wanted, ...]] = {
    "edge": (_SLEEP, _SCHOOL, _ROWS),
    "fit": (_MORNINGS, _DRINK, _ROWS),
    "willow": (_SAFE, _SLEEP, _SCHOOL),
    "volunteers": (_FRIENDS, _SCHOOL),
}
FAMILY_WORDS = (
    "We want to stay together and stop arguing about the same things.",
    "We want a quiet house and the children in school.",
    "We want to be able to manage without anybody coming round.",
)
WORKING_WELL = (
    "They laugh together, and an aunt lives round the corner.",
    "School has one teacher whom they trust.",
    "Everybody eats together at weekends.",
)
WORRIES = (
    "Nights away that nobody can account for.",
    "Rows get out of hand when money is short.",
    "Missing school, and what happens in those hours.",
)
SAID: dict[str, tuple[str, ...]] = {
    Agreement.AGREED: ("That is what I said.", "Let’s see if you do your bit.", "Fine by me."),
    Agreement.IN_PART: ("Yes to school. Not to the phone part.", "Only if it is not every week."),
    Agreement.NOT_AGREED: ("I don’t need a plan.", "Nobody asked me before."),
    Agreement.NOT_ASKED: ("",),
}
CHANGED = (
    "Home on time most nights. School still hard on Mondays.",
    "Two good weeks, one bad. They talked about it the next day.",
    "Little has changed. The family asked to keep going.",
    "Better than anybody expected. Fewer visits from now on.",
)
