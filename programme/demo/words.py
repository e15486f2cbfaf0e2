"""What people write in referrals, decisions and endings. `{child}` is the child's first name."""

# Need code, main need, and what somebody who refers for it says.
REASONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "3B": (
        "N1",
        (
            (
                "Police were called to the home three times since the summer. {child} was upstairs and"
                " heard the arguments."
            ),
            (
                "{child}'s mother has told us that her partner controls her money and her phone. She"
                " wants help but not for him to know."
            ),
        ),
    ),
    "1B": (
        "N3",
        (
            (
                "Dad is drinking every day again and {child} has been getting to school late or not at"
                " all."
            ),
            "{child} told a teacher that Mum falls asleep in the afternoon and cannot be woken.",
        ),
    ),
    "2B": (
        "N3",
        (
            (
                "Cannabis and other drugs used in the home. Visitors at all hours. {child} says it is"
                " hard to sleep."
            ),
            "Mother is on a methadone script and has missed her last two appointments.",
        ),
    ),
    "4B": (
        "N3",
        (
            (
                "Mum has been very low since the birth and rarely leaves the flat. {child} is looking"
                " after the younger ones."
            ),
            (
                "Father was in hospital in the spring after an overdose. The family have had no support"
                " since he came home."
            ),
        ),
    ),
    "14A": (
        "N6",
        (
            (
                "{child} has been excluded twice this term for fighting, and parents say they cannot"
                " keep boundaries at home."
            ),
            (
                "Parents say they are at the end of their tether and have asked for {child} to be looked"
                " after by somebody else."
            ),
            "{child} is out late with older friends and was arrested in the town centre last week.",
        ),
    ),
    "10A": (
        "N6",
        (
            "{child} has gone missing overnight four times in six weeks and will not say where.",
            (
                "Reported missing again on Friday. Found in Southsea with two adults the family do not"
                " know."
            ),
        ),
    ),
    "11A": (
        "N1",
        (
            (
                "{child} has a second phone and new clothes that nobody at home has bought. There is an"
                " older boyfriend."
            ),
            "Disclosure to the school nurse about pictures sent to a man met online.",
        ),
    ),
    "24A": (
        "N1",
        (
            (
                "Found with a large amount of cash and two phones. The family think {child} is carrying"
                " for others."
            ),
            "{child} was stopped on a train to London with a knife and will not say who asked.",
        ),
    ),
    "16A": (
        "N1",
        (
            (
                "Home conditions have got worse: no beds made up, little food in, and {child} comes to"
                " school hungry."
            ),
            "Health visitor has seen a drop in weight, and several appointments were missed.",
        ),
    ),
    "17A": (
        "N1",
        ("{child} is blamed for everything at home and says they wish they had not been born.",),
    ),
    "4A": (
        "N5",
        (
            (
                "{child} has stopped going to school, stays in the bedroom and talks of not seeing the"
                " point."
            ),
            "Waiting for a CAMHS assessment. Panic attacks most mornings.",
        ),
    ),
    "15A": (
        "N5",
        (
            "{child} has been cutting. The GP has seen it. Parents are frightened to leave the house.",
        ),
    ),
    "7A": (
        "N3",
        ("{child} does the shopping, cooking and most of the care since Mum's diagnosis.",),
    ),
    "6B": (
        "N3",
        (
            "Mum's condition has worsened and she cannot manage the stairs. {child} does most of it.",
        ),
    ),
    "5A": (
        "N2",
        ("{child} has a learning disability and the family have had no break since the summer.",),
    ),
    "20": (
        "N4",
        (
            (
                "The family were served notice on their home and are staying with relatives. {child} is"
                " sharing a sofa bed."
            ),
            "Grandmother died in the spring; she did most of the caring. Things have slipped since.",
        ),
    ),
}

STRAND_NEEDS: dict[str, tuple[str, ...]] = {
    "fit": ("3B", "3B", "1B", "2B", "4B"),
    "edge": ("14A", "14A", "10A", "17A", "4A", "24A", "15A"),
    "volunteers": ("7A", "6B", "20", "4A", "5A", "10A"),
    "willow": ("11A", "11A", "24A", "10A"),
    "surgeries": ("16A", "20", "4A", "14A"),
    "pa": ("16A", "20", "6B"),
}

ASKED_FOR = (
    "We would like somebody to work with the whole family, not only with {child}.",
    "Please ring before visiting.",
    "The family know about this referral and hope it will be soon.",
    "Early help has been tried for three months without much change.",
    "{child} would talk to somebody who is not a teacher.",
    "Please speak to the mother on her own.",
    "The younger children seem well and are not a worry at present.",
    "",
    "",
)

# Who refers, what they are called, and where from.
REFERRERS: dict[str, tuple[str, ...]] = {
    "2A": (
        "Copperbeech School",
        "Merrowdown Academy",
        "Larkspur Primary School",
        "Ashenden School",
    ),
    "6": ("Neighbourhood police team",),
    "5D": ("Early Help Hub",),
    "5A": ("Adult mental health team",),
    "3A": ("The Linnet Surgery", "Saltmarsh Health Centre"),
    "3B": ("Health visiting service",),
    "3E": ("Emergency department",),
    "3F": ("Child and adolescent mental health service",),
    "4": ("Tidewell Housing Association",),
    "8": ("The Rookery Family Centre",),
    "1A": ("",),
    "1C": ("",),
    "9": ("",),
}
SOURCES: dict[str, float] = {
    "2A": 24, "6": 19, "5D": 12, "5A": 9, "3A": 6, "3B": 7, "3E": 4, "3F": 5, "4": 3, "8": 4, "1A": 5,
    "1C": 1, "9": 1,
}  # fmt: skip

ACCEPT_NOTES = (
    "Agreed. Level of need fits and the family want help.",
    "Accepted. Joint first visit with the social worker.",
    "Accepted after speaking to the referrer.",
    "",
    "",
)
DECLINE_NOTES: dict[str, str] = {
    "threshold_not_met": "Needs can be met by the school with early help. Advice given.",
    "too_high": "Needs an assessment by a social worker first. Passed to the front door.",
    "out_of_area": "The family moved out of the county last month.",
    "age": "Turns 18 next week. Signposted to adult services.",
    "no_consent": "Mother does not want us involved. The referrer will talk to her again.",
    "no_capacity": "No place before the spring. The referrer will keep visiting.",
    "already_helped": "Another service works with them on the same things.",
    "not_enough_information": "Asked the referrer twice for more and had no answer.",
    "duplicate": "The same referral came in from the police last week.",
}
REDIRECT_NOTES = (
    "Better met by the other team: the worry is about the parents rather than the young person.",
    "Discussed with the other team's manager, who agrees.",
    "Exploitation is the main worry, so this goes to the team that works with it.",
)
STEP_REASONS = (
    (
        "The young person is safer now. What is left is the drinking at home, which needs the other"
        " team."
    ),
    "The family would like a volunteer to keep things going.",
    "New information about exploitation came out in the work.",
    "The parents have finished their programme; the eldest needs a worker of their own.",
)
CLOSING: dict[str, tuple[str, ...]] = {
    "goals_met": (
        (
            "All three goals reached. The family say mornings are calm and school attendance is above"
            " ninety per cent."
        ),
        "Parents use what they practised and know whom to ask. A last visit was made with the school.",
    ),
    "goals_partly_met": (
        "Two of four goals reached. School is better; contact with father is still hard.",
        "Real progress with the drinking. Money worries go on; the family have an adviser.",
    ),
    "goals_not_met": (
        "The work did not change much at home. Agreed with the team that we stop here.",
    ),
    "stepped_up": ("Worries grew during the work. A conference was held and a plan made.",),
    "entered_care": (
        "It was not safe to go on at home. Placement made; the worker says goodbye soon.",
    ),
    "disengaged": ("Taking part fell away after the fourth session. Letter sent, door left open.",),
    "never_engaged": ("Six visits and no answer. The referrer was told.",),
    "moved_away": ("The family moved to another county. Summary sent to the council there.",),
    "reached_age": ("Turned 18. A good ending with a plan for college.",),
}
HAND_OVER = (
    (
        "Sessions are on Tuesdays after school. Mum prefers texts. Next: the review on the plan, and"
        " boxing has offered a free place."
    ),
    (
        "I move teams at the end of the month. The young person knows and would like to meet you first"
        " with me there."
    ),
    (
        "You know the family from before, so it makes sense that you take this on. Everything is up to"
        " date but for last week's call with the school."
    ),
    "Please chase the CAMHS referral: sent in the autumn and nothing heard.",
)
ALERTS: dict[str, tuple[str, ...]] = {
    "risk_to_workers": ("Father threatened a worker in the spring. Visit in pairs.",),
    "dog": ("Large dog in the hall. Ring first so that it can be shut away.",),
    "domestic_abuse": ("Do not mention our involvement if a man answers the phone.",),
    "no_contact": ("Court order: no contact with the children except at the contact centre.",),
    "exploitation": (
        "Older people pick the young person up by car. Note registrations and tell police.",
    ),
    "goes_missing": ("Goes missing at weekends. Trigger plan agreed with police.",),
    "self_harm": ("Safety plan in place. Ask about it at every visit.",),
    "health": ("Severe nut allergy. Carries two pens.",),
    "communication": ("Needs an interpreter, and letters in large print.",),
    "weapons": ("Air rifle in the home, seen in a cabinet in the summer.",),
    "legal": ("Care proceedings under way. Check before sharing records.",),
}
