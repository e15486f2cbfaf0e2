from cases.models.alert import Alert
from cases.models.audit import AuditForm, AuditQuestion, AuditSample, AuditScore, CaseAudit
from cases.models.calendar_feed import CalendarFeed
from cases.models.case import (
    Allocation,
    Case,
    CaseParticipant,
    Referral,
    StageChange,
    Transfer,
)
from cases.models.chronology import ChronologyEntry, ChronologyMark, ChronologyTick
from cases.models.deadline import ClockSetting, Deadline
from cases.models.document import Document
from cases.models.draft import Draft
from cases.models.engagement import EngagementRating
from cases.models.family import Family, FamilyAccess, FamilyMembership, Relationship
from cases.models.intake import Intake
from cases.models.measure import Measure
from cases.models.merge import PersonMerge, PersonMergeStep
from cases.models.name_word import FamilyWord, NameSpelling, NameWord
from cases.models.note import CaseNote, NoteParticipant, NoteVersion
from cases.models.notice import Notice
from cases.models.notice_mail import Digest, NoticePreference
from cases.models.person import (
    PERSON_FACTS,
    Address,
    ContactDetail,
    Identifier,
    Person,
    PersonName,
)
from cases.models.plan import Plan, PlanAgreement, PlanApproval, PlanVersion
from cases.models.plan_goal import Goal, GoalRating, PlanAction
from cases.models.plan_review import PlanReview, ReviewPart
from cases.models.status import CareEpisode, EducationStatus, MissingEpisode, StatutoryStatus
from cases.models.supervision import CaseDiscussion, Supervision, SupervisionPersonal
from cases.models.task import Task

__all__ = [
    "PERSON_FACTS",
    "Address",
    "Alert",
    "Allocation",
    "AuditForm",
    "AuditQuestion",
    "AuditSample",
    "AuditScore",
    "CalendarFeed",
    "CareEpisode",
    "Case",
    "CaseAudit",
    "CaseDiscussion",
    "CaseNote",
    "CaseParticipant",
    "ChronologyEntry",
    "ChronologyMark",
    "ChronologyTick",
    "ClockSetting",
    "ContactDetail",
    "Deadline",
    "Digest",
    "Document",
    "Draft",
    "EducationStatus",
    "EngagementRating",
    "Family",
    "FamilyAccess",
    "FamilyMembership",
    "FamilyWord",
    "Goal",
    "GoalRating",
    "Identifier",
    "Intake",
    "Measure",
    "MissingEpisode",
    "NameSpelling",
    "NameWord",
    "NoteParticipant",
    "NoteVersion",
    "Notice",
    "NoticePreference",
    "Person",
    "PersonMerge",
    "PersonMergeStep",
    "PersonName",
    "Plan",
    "PlanAction",
    "PlanAgreement",
    "PlanApproval",
    "PlanReview",
    "PlanVersion",
    "Referral",
    "Relationship",
    "ReviewPart",
    "StageChange",
    "StatutoryStatus",
    "Supervision",
    "SupervisionPersonal",
    "Task",
    "Transfer",
]
