"""What happened with a family, who was seen, and how it was worked."""

from django.db.models import IntegerChoices, TextChoices


class NoteKind(TextChoices):
    VISIT = "visit", "Visit"
    SESSION = "session", "Session"
    CALL = "call", "Phone or video call"
    MEETING = "meeting", "Meeting"
    MESSAGE = "message", "Message"
    MISSED = "missed", "They missed it"
    OTHER = "other", "Something else"


# Kinds at which people are in one place, so that somebody can be seen.
FACE_TO_FACE = frozenset({NoteKind.VISIT, NoteKind.SESSION, NoteKind.MEETING, NoteKind.OTHER})


class Seen(TextChoices):
    ALONE = "seen_alone", "Seen alone"
    SEEN = "seen", "Seen, with others there"
    NOT_SEEN = "not_seen", "Not seen"


class TookPart(IntegerChoices):
    """How somebody took part on that day. No row means nobody rated it."""

    NOT = 0, "0 – did not take part"
    LITTLE = 1, "1 – took part a little"
    MOSTLY = 2, "2 – took part and worked at it"
    FULLY = 3, "3 – fully part of it, with ideas of their own"


class NotePlace(TextChoices):
    HOME = "home", "At home"
    OTHER_HOME = "other_home", "At a relative’s or friend’s home"
    PLACEMENT = "placement", "Where the child is placed"
    SCHOOL = "school", "School or college"
    OFFICE = "office", "Our office"
    HEALTH = "health", "GP, clinic or hospital"
    COMMUNITY = "community", "Out and about"
    ONLINE = "online", "Phone or online"
    OTHER = "other", "Somewhere else"


class Method(TextChoices):
    """Ways of working with a plan and something written behind them, and work without one."""

    MOTIVATIONAL = "motivational", "Motivational interviewing"
    SOLUTION_FOCUSED = "solution_focused", "Solution-focused work"
    CBT = "cbt", "Cognitive behavioural work"
    SYSTEMIC = "systemic", "Systemic family work"
    NVR = "nvr", "Non-violent resistance"
    RESTORATIVE = "restorative", "Restorative meeting"
    SAFETY_PLANNING = "safety", "Safety planning"
    TRIPLE_P = "triple_p", "Triple P"
    INCREDIBLE_YEARS = "incredible_years", "Incredible Years"
    FREEDOM = "freedom", "Freedom Programme"
    ABUSE_WORK = "abuse_work", "Structured work on domestic abuse"
    RELAPSE = "relapse", "Relapse prevention"
    LIFE_STORY = "life_story", "Life story or direct work with a child"
    OTHER_STRUCTURED = "other_structured", "Another structured session with a plan"
    NONE = "none", "No set method"


# What counts as a session worked by a recognised method.
STRUCTURED_METHODS = frozenset(Method) - {Method.NONE}
