"""The parts of a pack beside people: gaps, what was taught, reminders, contacts, certificates."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from courses.accounts.models import Organisation
from courses.accounts.queries import people_in
from courses.catalogue.models import CourseVersion
from courses.catalogue.queries import outcomes_of
from courses.certification.keys import public_keys
from courses.certification.models import Certificate
from courses.certification.numbers import grouped
from courses.certification.printed import in_words
from courses.certification.queries import is_signed
from courses.certification.validity import state_on
from courses.common.dates import day_ends, local_date
from courses.common.scope import Scope
from courses.learning.update_queries import standing_presences
from courses.learning.updates import TeamUpdate
from courses.reporting.inspection import Part
from courses.reporting.misunderstood import questions_in
from courses.reporting.models import GapAction
from courses.reporting.pack_contacts import contacts
from courses.reporting.pack_parts import Here

MOST_MISSED = 10
YEAR_DAYS = 365
Reminded = tuple[int, int, date, date | None]  # membership, course, due on, sent on


def evidence_parts(
    here: Here,
    *,
    organisation: Organisation,
    keys: Path,
    with_questions: bool,
    reminded: Sequence[Reminded],
    asked_on: date,
) -> list[Part]:
    """Return the parts beside people, in the order of the pack.

    ``reminded``: what people were reminded of, the earliest first. ``with_questions`` is False for
    a place chosen within what its asker sees: figures of answers stand for fixed groups alone.
    They are those of ``asked_on``, the day the pack was asked for.
    """
    taught = versions_taught(here)
    return [
        gaps(here.scope),
        content(here, taught),
        outcomes(taught),
        sources(taught),
        questions(here, shown=with_questions, asked_on=asked_on),
        other_learning(here),
        reminders(here, reminded),
        contacts(here.scope, organisation),
        certificates(here.scope, keys=keys),
    ]


def gaps(scope: Scope) -> Part:
    """Return the log of gaps and actions as it stood on the day, the open ones first."""
    rows = GapAction.objects.known(scope.known_at).visible_to(scope)
    found = rows.filter(noted_on__lte=scope.on).select_related("site").order_by("due_on", "pk")
    lines = [
        (
            *(row.gap, row.action, row.owner, row.site.name if row.site else "All sites"),
            *(row.noted_on, row.due_on),
            row.done_on if row.done_on and row.done_on <= scope.on else None,
        )
        for row in found
    ]
    return Part(
        "gaps-and-actions",
        "Gaps and actions",
        "What the training leads saw, what is done about it, by whom and by when. Open ones first.",
        ("Gap", "Action", "Owner", "Site", "Noted on", "Due", "Done"),
        tuple(sorted(lines, key=lambda line: line[-1] is not None)),
    )


def versions_taught(here: Here) -> list[CourseVersion]:
    """Return the editions that people's completions rest on, and those open to learners then.

    Of each course that is the one published, or offered again, last by the end of the day.
    """
    end = day_ends(here.scope.on)
    held = {
        (course, ".".join(map(str, standing.last.version)))
        for row in here.rows
        for course, standing in row.standings.items()
        if standing.last and standing.last.version
    }
    published = CourseVersion.objects.exclude(state=CourseVersion.State.DRAFT).filter(
        course__in=here.courses, published_at__lt=end
    )
    rows = published.order_by("title", "major", "minor", "patch").prefetch_related("editions")
    found = list(rows)
    newest = {one.course_id: one.pk for one in sorted(found, key=partial(offered_before, end=end))}
    return [
        one
        for one in found
        if (one.course_id, one.version) in held or newest[one.course_id] == one.pk
    ]


def offered_before(version: CourseVersion, *, end: datetime) -> datetime:
    """Return when a version was last published, or offered again, before ``end``."""
    moments = (version.published_at, version.offered_at)
    return max(one for one in moments if one is not None and one < end)


def content(here: Here, taught: list[CourseVersion]) -> Part:
    """Return each edition, when it was published, what law and guidance it teaches, and to whom."""
    people = Counter(
        (course, standing.last.version)
        for row in here.rows
        for course, standing in row.standings.items()
        if standing.last
    )
    return Part(
        "content-editions",
        "Courses and their editions",
        "People: those on the day whose last completion was of this edition. A published edition"
        " is never changed.",
        ("Course", "Version", "Published on", "Law and guidance", "Review by", "People"),
        tuple(
            (
                *(one.title, one.version),
                local_date(one.published_at) if one.published_at else None,
                "; ".join(f"{s.title} ({s.edition})" for s in one.editions.all()),
                one.review_by,
                people[one.course_id, (one.major, one.minor, one.patch)],
            )
            for one in taught
        ),
        fixed=2,
    )


def outcomes(taught: list[CourseVersion]) -> Part:
    """Return what each lesson of each edition teaches one to do."""
    return Part(
        "learning-outcomes",
        "What the courses teach",
        "What a learner can do after each lesson.",
        ("Course", "Version", "Lesson", "Outcome"),
        tuple(
            (one.title, one.version, lesson, text)
            for one in taught
            for lesson, texts in outcomes_of(one.pk).items()
            for text in dict.fromkeys(texts)
        ),
        fixed=2,
    )


def sources(taught: list[CourseVersion]) -> Part:
    """Return what each edition cites."""
    return Part(
        "sources",
        "Sources of the courses",
        "Law, guidance and research that the courses cite, edition by edition.",
        ("Course", "Version", "Source", "Publisher", "Edition", "Address"),
        tuple(
            (one.title, one.version, source.title, source.publisher, source.edition, source.url)
            for one in taught
            for source in one.sources.order_by("title", "pk")
        ),
        fixed=2,
    )


def questions(here: Here, *, shown: bool, asked_on: date) -> Part:
    """Return the questions most often missed first time, of ten people or more, never who.

    As on ``asked_on``, whatever day the pack looks at: figures of chosen days could be held against
    one another until they tell one person.
    """
    rows = []
    scope = replace(here.scope, on=asked_on, known_at=None)
    newest = CourseVersion.objects.filter(course__in=here.courses).published()
    for course, title in here.courses.items():
        version = newest.filter(course=course).first() if shown else None
        for one in questions_in(scope, version_id=version.pk)[:MOST_MISSED] if version else []:
            share = one.answered.share
            right = f"{share.part} of {share.whole} ({share.percent}%)" if share else ""
            wrong = one.wrong.source if one.wrong else ""
            rows.append((title, one.item.stem_source, right, wrong))
    note = (
        f"As on {in_words(asked_on)}, when the pack was asked for, and not as on"
        f" {in_words(here.scope.on)}: first attempts up to then."
        if asked_on != here.scope.on
        else f"First attempts up to {in_words(asked_on)}."
    )
    note = f"{note} Questions with ten people or more, of the first 10,000 at most; never who."
    if not shown:
        note = "Left out: figures of answers are given for the whole of what a lead sees only."
    return Part(
        "most-missed-questions",
        "Questions most often missed",
        f"{note} What was done about them stands under gaps and actions, and under team talks.",
        ("Course", "Question", "Right first time", "Wrong answer most chosen"),
        tuple(rows),
    )


def other_learning(here: Here) -> Part:
    """Return what was learnt outside the courses in the year up to the day, the newest first."""
    members = {row.membership.pk for row in here.rows}
    end = here.scope.on
    rows = standing_presences(here.scope.known_at).filter(
        membership__organisation=here.scope.organisation_id,
        update__on__gt=end - timedelta(days=YEAR_DAYS),
        update__on__lte=end,
    )
    there: Counter[TeamUpdate] = Counter(
        one.update
        for one in rows.select_related("update").iterator(chunk_size=2_000)
        if one.membership_id in members
    )
    return Part(
        "other-learning",
        "Team talks, sessions and observed practice",
        "In the year up to the day. People: those of this pack who were there.",
        ("Day", "Kind", "About", "Led by", "Minutes", "People"),
        tuple(
            (
                *(one.on, TeamUpdate.Kind(one.kind).label, one.title),
                *(one.led_by, one.minutes, there[one]),
            )
            for one in sorted(there, key=lambda one: (one.on, one.pk), reverse=True)
        ),
    )


def reminders(here: Here, given: Sequence[Reminded]) -> Part:
    """Return whom the platform reminded of what in the year up to the day."""
    members = {row.membership.pk: row.membership.user.name for row in here.rows}
    return Part(
        "reminders",
        "Reminders sent",
        "Emails in the year up to the day, to people who worked here on it.",
        ("Name", "Course", "Due", "Sent on"),
        tuple(
            (members[membership], here.courses[course], due_on, sent_on)
            for membership, course, due_on, sent_on in given
            if membership in members and course in here.courses
        ),
    )


def certificates(scope: Scope, *, keys: Path) -> Part:
    """Return every certificate issued by the day to people who worked here, and its state then."""
    known = list(public_keys(keys))
    rows = Certificate.objects.filter(
        organisation=scope.organisation_id,
        learner__in=people_in(scope).order_by().values("user"),
        issued_at__lt=day_ends(scope.on),
    ).order_by("printed_name", "issued_at", "pk")
    return Part(
        "certificates",
        "Certificates",
        "State on the day. Signature: whether the record is as it was signed when issued. Anybody"
        " may check a number at its address.",
        ("Name", "Course", "Version", "Number", "Valid until", "State", "Signature", "Address"),
        tuple(
            (
                *(one.printed_name, one.title, one.version, grouped(one.number), one.valid_until),
                state_of(one, scope),
                "Genuine" if is_signed(one, known) else "Does not match",
                str(one.printed.get("verify_url", "")),
            )
            for one in rows
        ),
    )


def state_of(one: Certificate, scope: Scope) -> str:
    """Return the word for the state of a certificate on the day of ``scope``."""
    end = day_ends(scope.on)
    return state_on(
        on=scope.on,
        valid_until=one.valid_until,
        is_revoked=one.revoked_at is not None and one.revoked_at < end,
        is_replaced=one.replaced_at is not None and one.replaced_at < end,
    ).word
