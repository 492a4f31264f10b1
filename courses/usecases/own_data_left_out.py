"""The tables of which a person's export gives nothing, and why."""

from typing import Final

WORK: Final = "what somebody did for their organisation; it stands in the audit lines"
COURSE_TEXT: Final = "the text of courses"
PLACES: Final = "about an organisation, not about a person"
# Every other table, and why it is not in the export.
NOT_EXPORTED: Final[dict[str, str]] = {
    "courses.AuditEvent": "given as audit_lines: verb, day and roles",
    "courses.AuditChain": "the ends of the trail; nothing about anybody",
    "courses.KeptStanding": "worked out from what is given, for quick lists",
    "courses.KeptPerson": "worked out from what is given, for quick lists",
    "courses.StandingMark": "how far that has come",
    "courses.RetentionPeriods": PLACES,
    "courses.ScheduledList": WORK,
    "courses.ListFile": WORK,
    "courses.BulkAction": "what a lead did for many people; what came of it is given row by row",
    "courses.InspectionPack": WORK,
    "courses.InspectionLink": WORK,
    "courses.GapAction": WORK,
    "courses.ImportRun": WORK,
    "courses.StaffFile": "the list as a whole; rows about a person are given",
    "courses.StaffColumns": "the headings of lists",
    "courses.Gathering": "the room as a whole; a person's place in it is given",
    "courses.TeamUpdate": "the occasion as a whole; that a person was there is given",
    "courses.CorridorTally": "counts by site and week, without people",
    "courses.ExitCount": "counts by organisation and month, without people",
    "courses.Contact": "contacts of an organisation, entered for all of its staff to see",
    **dict.fromkeys(
        (
            "courses.JoiningWay",
            "courses.Organisation", "courses.Site", "courses.Team", "courses.Role", "courses.Tag",
            "courses.CourseOpening", "courses.ChangeNotice", "courses.QuizLimit",
            "courses.CertificateDesign",
            "courses.Requirement", "courses.TrustedIssuer", "courses.AcceptanceRule",
            "courses.ReminderPlan", "courses.QuietDays", "courses.Overlay",
        ),
        PLACES,
    ),
    **dict.fromkeys(
        (
            "courses.Course", "courses.CourseVersion", "courses.CourseVersion_editions",
            "courses.Lesson", "courses.Lesson_outcomes", "courses.Block", "courses.Block_facts",
            "courses.LearningOutcome", "courses.Item", "courses.Item_facts", "courses.Option",
            "courses.Assessment", "courses.Section", "courses.Section_outcomes",
            "courses.Misconception", "courses.Source", "courses.Fact", "courses.Fact_sources",
            "courses.Offence", "courses.Offence_sources", "courses.GlossaryTerm",
            "courses.Contact_sources", "courses.Scenario", "courses.ScenarioNode",
            "courses.Choice", "courses.Choice_facts",
        ),
        COURSE_TEXT,
    ),
    "sessions.Session": "that somebody is signed in; it ends within hours and would let others in",
    "account.EmailConfirmation": "not used: addresses are confirmed by a code",
    "django_tasks_database.DBTaskResult": "work in the background, by numbers of rows alone",
    **dict.fromkeys(
        ("auth.Permission", "auth.Group", "auth.Group_permissions", "contenttypes.ContentType"),
        "the program's own; not used for people",
    ),
}  # fmt: skip
