"""One-page index of every table, by room."""

from courses.accounts.exits import ExitCount
from courses.accounts.holds import LegalHold
from courses.accounts.invitation import Invitation
from courses.accounts.join_requests import JoiningWay, JoinRequest
from courses.accounts.membership import Grant, Membership, MembershipPeriod, Tagging
from courses.accounts.models import Organisation, Preference, Role, Site, Tag, Team, User
from courses.accounts.retention import RetentionPeriods
from courses.assessment.models import Attempt, QuizLimit, Refresher, RefresherCard, Response
from courses.audit.models import AuditChain, AuditEvent
from courses.catalogue.models import (
    Assessment,
    Block,
    Choice,
    Contact,
    Course,
    CourseVersion,
    Fact,
    GlossaryTerm,
    Item,
    LearningOutcome,
    Lesson,
    Misconception,
    Offence,
    Option,
    Overlay,
    Scenario,
    ScenarioNode,
    Section,
    Source,
)
from courses.certification.models import Badge, Certificate, CertificateDesign, HolderLink
from courses.compliance.assignments import Assignment
from courses.compliance.extensions import Extension
from courses.compliance.kept_tables import StandingMark
from courses.compliance.models import Exemption, KeptStanding, Requirement, Supervision
from courses.learning.acceptance import AcceptanceRule, TrustedIssuer
from courses.learning.brought import BroughtRecord
from courses.learning.changes import ChangeNotice, ChangeRead
from courses.learning.corridor import CorridorCheck, CorridorTally
from courses.learning.models import (
    CheckAnswer,
    Completion,
    CourseOpening,
    Enrolment,
    LessonProgress,
    ScenarioPath,
)
from courses.learning.together import Gathering, Seat
from courses.learning.updates import Presence, TeamUpdate
from courses.notifications.models import Message, QuietDays, Reminder, ReminderPlan
from courses.packages.models import ImportRun
from courses.packages.staff_files import StaffColumns, StaffFile, StaffFileRow
from courses.reporting.bulk import BulkAction
from courses.reporting.item_reports import ItemReport
from courses.reporting.list_files import ListFile
from courses.reporting.lists import SavedView, ScheduledList
from courses.reporting.models import GapAction, InspectionLink, InspectionPack

__all__ = [
    "AcceptanceRule",
    "Assessment",
    "Assignment",
    "Attempt",
    "AuditChain",
    "AuditEvent",
    "Badge",
    "Block",
    "BroughtRecord",
    "BulkAction",
    "Certificate",
    "CertificateDesign",
    "ChangeNotice",
    "ChangeRead",
    "CheckAnswer",
    "Choice",
    "Completion",
    "Contact",
    "CorridorCheck",
    "CorridorTally",
    "Course",
    "CourseOpening",
    "CourseVersion",
    "Enrolment",
    "Exemption",
    "ExitCount",
    "Extension",
    "Fact",
    "GapAction",
    "Gathering",
    "GlossaryTerm",
    "Grant",
    "HolderLink",
    "ImportRun",
    "InspectionLink",
    "InspectionPack",
    "Invitation",
    "Item",
    "ItemReport",
    "JoinRequest",
    "JoiningWay",
    "KeptStanding",
    "LearningOutcome",
    "LegalHold",
    "Lesson",
    "LessonProgress",
    "ListFile",
    "Membership",
    "MembershipPeriod",
    "Message",
    "Misconception",
    "Offence",
    "Option",
    "Organisation",
    "Overlay",
    "Preference",
    "Presence",
    "QuietDays",
    "QuizLimit",
    "Refresher",
    "RefresherCard",
    "Reminder",
    "ReminderPlan",
    "Requirement",
    "Response",
    "RetentionPeriods",
    "Role",
    "SavedView",
    "Scenario",
    "ScenarioNode",
    "ScenarioPath",
    "ScheduledList",
    "Seat",
    "Section",
    "Site",
    "Source",
    "StaffColumns",
    "StaffFile",
    "StaffFileRow",
    "StandingMark",
    "Supervision",
    "Tag",
    "Tagging",
    "Team",
    "TeamUpdate",
    "TrustedIssuer",
    "User",
]
