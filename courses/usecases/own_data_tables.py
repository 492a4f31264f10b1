"""Which tables hold what about a person, and what their export gives of each.

A test walks every table and every column: none may be missing here.
"""

from typing import Final

from courses.usecases.own_data_learning import LEARNING
from courses.usecases.own_data_table import (
    BY_LEARNER,
    BY_MEMBER,
    DAYS,
    HISTORY,
    ORGANISATION,
    QUESTION,
    Table,
    same,
)

TABLES: Final = (
    Table(
        "person",
        "courses.User",
        ("pk",),
        same(
            "name",
            "email",
            "language",
            "last_login",
            "is_active",
            "is_platform_staff",
            "anonymised_at",
        ),
        ("folded_name", "password"),
        "the name once more for searching; the password in a form that cannot be turned back",
    ),
    Table(
        "addresses",
        "account.EmailAddress",
        ("user",),
        same("email", "verified", "primary"),
        ("user",),
    ),
    Table(
        "second_steps",
        "mfa.Authenticator",
        ("user",),
        same("type", "created_at", "last_used_at"),
        ("user", "data"),
        "the secret itself would let others in",
    ),
    Table(
        "wishes",
        "courses.Preference",
        ("user",),
        same("optional_mail", "fewer_refreshers", "quiz_on_one_page", "extra_time_percent"),
        ("user",),
    ),
    Table(
        "memberships",
        "courses.Membership",
        ("user",),
        ORGANISATION | same("staff_number", "extra_time_percent", "extra_time_reason"),
        ("user",),
    ),
    Table(
        "jobs_and_places",
        "courses.MembershipPeriod",
        BY_MEMBER,
        ORGANISATION
        | {"job": "role__name", "site": "site__name", "team": "team__name"}
        | DAYS
        | HISTORY,
        ("membership",),
    ),
    Table(
        "tags",
        "courses.Tagging",
        BY_MEMBER,
        ORGANISATION | {"tag": "tag__name"} | DAYS | HISTORY,
        ("membership",),
    ),
    Table(
        "legal_holds",
        "courses.LegalHold",
        BY_MEMBER,
        ORGANISATION | {"reason": "reason"} | DAYS | HISTORY,
        ("membership",),
    ),
    Table(
        "access",
        "courses.Grant",
        BY_MEMBER,
        ORGANISATION
        | {"access": "access", "site": "site__name", "team": "team__name"}
        | DAYS
        | HISTORY,
        ("membership",),
    ),
    Table(
        "invitations",
        "courses.Invitation",
        ("membership__user", "email"),
        ORGANISATION
        | {"job": "role__name", "site": "site__name", "team": "team__name"}
        | same(
            "name",
            "email",
            "staff_number",
            "starts_on",
            "access",
            "invited_at",
            "expires_at",
            "used_at",
            "withdrawn_at",
        )
        | {"access_site": "access_site__name"},
        ("membership", "token_hash", "invited_by_id"),
        "the token would let others in",
    ),
    Table(
        "requests_to_join",
        "courses.JoinRequest",
        ("email",),
        ORGANISATION
        | {"site": "site__name"}
        | same("email", "name", "staff_number", "asked_at", "outcome", "reason", "decided_at"),
        ("way", "decided_by_id"),
    ),
    Table(
        "rows_of_staff_files",
        "courses.StaffFileRow",
        ("membership_id",),
        {"organisation": "file__organisation__name", "uploaded_at": "file__at"}
        | same("row", "kind", "name", "content", "becomes"),
        ("file", "position", "membership_id", "undo"),
        "the values before it, which stand under jobs_and_places",
    ),
    *LEARNING,
    Table(
        "training_elsewhere",
        "courses.BroughtRecord",
        BY_LEARNER,
        ORGANISATION
        | {"number": "id", "course": "course__slug"}
        | same(
            "completed_on",
            "minutes",
            "evidence",
            "offered_at",
            "accepted",
            "reason",
            "decided_at",
            "signed_key",
            "signed_id",
            "signed",
            "alone",
            "file_kind",
            "file_sha256",
        ),
        ("learner", "decided_by_id", "rule", "file"),
        "the file itself lies in the folder evidence, named by the number",
    ),
    Table(
        "exemptions",
        "courses.Exemption",
        BY_MEMBER,
        ORGANISATION | same("reason") | DAYS | HISTORY | {"rule": "rule"},
        ("membership",),
    ),
    Table(
        "later_due_days",
        "courses.Extension",
        BY_MEMBER,
        ORGANISATION | same("reason", "due_on") | DAYS | HISTORY | {"rule": "rule"},
        ("membership",),
    ),
    Table(
        "courses_by_a_day",
        "courses.Assignment",
        BY_MEMBER,
        ORGANISATION | same("due_on", "counts_from") | DAYS | HISTORY | {"rule": "rule"},
        ("membership",),
    ),
    Table(
        "supervision",
        "courses.Supervision",
        BY_MEMBER,
        ORGANISATION | same("reason") | DAYS | HISTORY,
        ("membership", "supervisor"),
        "the name of a colleague",
    ),
    Table(
        "supervision_of_others",
        "courses.Supervision",
        ("supervisor__user",),
        ORGANISATION | DAYS | HISTORY,
        ("membership", "supervisor", "reason"),
        "about a colleague",
    ),
    Table(
        "corridor_checks",
        "courses.CorridorCheck",
        BY_MEMBER,
        ORGANISATION | same("on", "recorded_at"),
        ("membership",),
    ),
    Table(
        "training_rooms",
        "courses.Seat",
        BY_MEMBER,
        {
            "organisation": "gathering__organisation__name",
            "course": "gathering__version__title",
            "opened_at": "gathering__opened_at",
        }
        | same("staff_code", "joined_at", "present_at"),
        ("gathering", "membership", "enrolment", "pin_hash", "mark"),
        "the PIN in a form that cannot be turned back, and the mark of the sign-in",
    ),
    Table(
        "talks_and_sessions",
        "courses.Presence",
        BY_MEMBER,
        {
            "organisation": "update__organisation__name",
            "kind": "update__kind",
            "title": "update__title",
            "on": "update__on",
            "minutes": "update__minutes",
            "taken_back_at": "update__withdrawn_at",
        }
        | same("added_at"),
        ("update", "membership", "added_by_id"),
    ),
    Table(
        "messages",
        "courses.Message",
        ("recipient", "address"),
        ORGANISATION
        | same(
            "kind",
            "channel",
            "address",
            "subject",
            "queued_at",
            "due_at",
            "tries",
            "sent_at",
            "failed_at",
            "problem",
        ),
        ("recipient", "key", "body"),
        "it went to you; in mails to leads it is about other people",
    ),
    Table(
        "reminders",
        "courses.Reminder",
        BY_MEMBER,
        {"course": "course__slug", "sent_at": "message__sent_at"} | same("due_on", "stage"),
        ("membership", "message"),
    ),
    Table(
        "kept_lists",
        "courses.SavedView",
        ("owner",),
        ORGANISATION | same("page", "name", "query", "is_shared", "saved_at"),
        ("owner",),
    ),
    Table(
        "questions_reported",
        "courses.ItemReport",
        ("reported_by",),
        ORGANISATION | QUESTION | same("why", "reported_at", "settled_at"),
        ("reported_by", "settled_by_id"),
    ),
)
