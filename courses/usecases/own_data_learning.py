"""The tables of what somebody learnt and answered, and what their export gives of each."""

from typing import Final

from courses.usecases.own_data_table import (
    BY_ENROLMENT,
    BY_LEARNER,
    COURSE,
    DAYS,
    HISTORY,
    ORGANISATION,
    QUESTION,
    Table,
    same,
)

LEARNING: Final = (
    Table(
        "enrolments",
        "courses.Enrolment",
        BY_LEARNER,
        ORGANISATION
        | {"course": "version__title", "version": "version__version"}
        | same("reason", "enrolled_at", "closed_at")
        | {"practice_done": "practised"},
        ("learner", "registration", "course"),
        "its title is that of the version; the registration is an address",
    ),
    Table(
        "lessons",
        "courses.LessonProgress",
        BY_ENROLMENT,
        COURSE
        | {"lesson": "lesson__title", "stopped_at": "last_block"}
        | same("opened_at", "placed_at", "completed_at", "tested_out"),
        ("enrolment",),
    ),
    Table(
        "changes_read",
        "courses.ChangeRead",
        BY_ENROLMENT,
        COURSE | {"up_to_version": "version__version"} | same("minutes", "read_at", "read_on"),
        ("enrolment",),
    ),
    Table(
        "answers_in_lessons",
        "courses.CheckAnswer",
        BY_ENROLMENT,
        COURSE
        | QUESTION
        | {"first": "first_chosen", "latest": "latest_chosen"}
        | same("answered_at"),
        ("enrolment",),
        answers=True,
    ),
    Table(
        "stories",
        "courses.ScenarioPath",
        BY_ENROLMENT,
        COURSE | {"story": "scenario__title"} | same("steps", "placed_at", "finished_at"),
        ("enrolment",),
    ),
    Table(
        "attempts",
        "courses.Attempt",
        BY_ENROLMENT,
        COURSE
        | same(
            "number",
            "started_at",
            "handed_in_at",
            "score_numerator",
            "score_denominator",
            "passed",
            "minutes_allowed",
            "extra_minutes",
            "extensions",
            "ends_at",
        ),
        ("enrolment", "seed", "start_key"),
        "numbers that draw the questions",
    ),
    Table(
        "answers_in_quizzes",
        "courses.Response",
        ("attempt__enrolment__learner",),
        {"course": "attempt__enrolment__version__title", "attempt": "attempt__number"}
        | same("position")
        | QUESTION
        | {"answer": "chosen"}
        | same("saved_at", "credit_numerator", "credit_denominator"),
        ("option_order",),
        "in which order the options stood",
        answers=True,
    ),
    Table(
        "completions",
        "courses.Completion",
        BY_LEARNER,
        ORGANISATION
        | {"course": "course__slug", "version": "version__version"}
        | same("completed_at", "completed_on", "minutes", "how", "mode", "evidence")
        | HISTORY,
        ("learner", "enrolment"),
    ),
    Table(
        "certificates",
        "courses.Certificate",
        BY_LEARNER,
        ORGANISATION
        | same("number", "printed_name", "title", "version", "printed", "issued_at", "signature")
        | DAYS
        | same("revoked_at", "revoked_reason", "replaced_at")
        | {"replaces": "replaces__number"},
        ("learner", "completion_thread", "revoked_by_id"),
    ),
    Table(
        "links_to_certificates",
        "courses.HolderLink",
        ("certificate__learner",),
        {"number": "certificate__number"} | same("made_at", "expires_at", "cancelled_at"),
    ),
    Table(
        "badges",
        "courses.Badge",
        ("certificate__learner",),
        {"number": "certificate__number"}
        | same("compact", "status_list", "status_index", "made_at"),
    ),
    Table(
        "refreshers",
        "courses.Refresher",
        BY_ENROLMENT,
        COURSE | same("stage", "again", "offered_at", "skipped_at"),
        ("enrolment",),
    ),
    Table(
        "answers_in_refreshers",
        "courses.RefresherCard",
        ("refresher__enrolment__learner",),
        {"course": "refresher__enrolment__version__title", "stage": "refresher__stage"}
        | same("position")
        | QUESTION
        | {"answer": "chosen"}
        | same("right", "answered_at"),
        ("option_order",),
        "in which order the options stood",
        answers=True,
    ),
)
