"""What workers write and children say in the notes of the made-up programme."""

ACCOUNTS = {
    "visit": (
        (
            "Everybody was at home. The house was warm and tidy, and there was food in the fridge. "
            "We talked about the week at school and what to do when tempers rise."
        ),
        (
            "Short visit after school. Looked at the bedroom: new bed linen, and the window is mended. "
            "Went through the plan for the weekend."
        ),
        (
            "Tense at first: there had been a row in the morning. By the end both could say what had "
            "helped last time, and they agreed to try it again."
        ),
        (
            "Saw the children with their mother, then one by one in their rooms. "
            "No worries today. Next visit agreed."
        ),
        (
            "The landlord has written about the rent. Read the letter together and rang the council "
            "from the kitchen table."
        ),
    ),
    "session": (
        (
            "Second half of the programme on keeping calm. Practised stopping, breathing and walking "
            "away, with examples from this week."
        ),
        (
            "Drew the map of who helps and who does not. It was the first time they brought up the "
            "friends in town."
        ),
        (
            "Looked at messages on the phone together and at how to block a number. "
            "We rang the school about lunch times."
        ),
    ),
    "call": (
        "Rang to ask how the weekend went. It went well: home on time both nights.",
        "Call from the school: late twice this week, in lessons all day otherwise.",
        "Spoke with the grandmother, who can have them on Friday.",
    ),
    "meeting": (
        (
            "Team around the family at school. Attendance is better. Everybody keeps to the plan; "
            "the next meeting is in six weeks."
        ),
        "Met the health visitor and the family together. Weight and sleep are as they should be.",
    ),
    "message": ("Text to remind them of tomorrow. Answered at once with a thumbs up.",),
    "missed": ("", "Nobody came to the door and the phone was off. Left a card."),
}
VOICES = (
    "I like it when we do things together.",
    "It is quieter at home now.",
    "I don’t want to move school again.",
    "Mum shouts less.",
    "I would like to see my nan more.",
    "Nobody asked me before.",
)
WHY_NOT_SEEN = ("At school", "At a friend’s", "Did not want to come down", "At football")
