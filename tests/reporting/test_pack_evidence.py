"""What a pack shows beside people: gaps, editions, questions, reminders, contacts, certificates."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings

from courses.accounts.membership import MembershipPeriod
from courses.catalogue.models import CourseVersion
from courses.certification.models import Certificate
from courses.common.scope import Scope
from courses.compliance.queries import rules_of
from courses.reporting import services
from courses.reporting.pack_evidence import certificates, evidence_parts
from courses.reporting.pack_parts import here_in
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.revoke_certificate import revoke_certificate
from tests.people import NOON, TODAY, make_member
from tests.reporting.test_packs import gap
from tests.small_course import answer_all, enrol, finish_lessons, make_small_course, open_attempt
from tests.updating import update_of

DAY = timedelta(days=1)


@pytest.fixture
def passed(elm, small_course):
    """Let Amira pass the small course, and return her certificate."""
    enrolment = enrol(elm.amira, elm.organisation, small_course)
    finish_lessons(enrolment)
    attempt = open_attempt(enrolment)
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=NOON)
    return Certificate.objects.get()


@pytest.fixture
def whole(elm):
    """Return the scope of Elm Park today."""
    return Scope(elm.organisation.pk, TODAY, whole=True)


def parts_of(elm, scope, *, with_questions=True, reminded=()):
    here = scope.organisation_id
    rules = rules_of([here], known_at=scope.known_at)[here]
    found = evidence_parts(
        here_in(scope, rules=rules),
        organisation=elm.organisation,
        keys=settings.DATA_DIR / "keys",
        with_questions=with_questions,
        reminded=reminded,
        asked_on=TODAY,
    )
    return {part.name: part for part in found}


def test_the_log_stands_as_it_was_on_the_day_open_lines_first(elm, rule, whole):
    first = gap(elm, elm.north, "Noted")
    later = replace(whole, on=TODAY + 2 * DAY)
    services.revise_gap(
        line=gap(elm, None, "Was open"), at=NOON, actor_id=elm.lewis.pk, done_on=TODAY + DAY
    )

    rows = parts_of(elm, whole)["gaps-and-actions"].rows
    assert [(row[0], row[3], row[6]) for row in rows] == [
        ("Noted", "North", None),
        ("Was open", "All sites", None),
    ]
    rows = parts_of(elm, later)["gaps-and-actions"].rows
    assert [(row[0], row[6]) for row in rows] == [("Noted", None), ("Was open", TODAY + DAY)]
    assert parts_of(elm, replace(whole, on=TODAY - DAY))["gaps-and-actions"].rows == ()
    assert first.noted_on == TODAY


def test_editions_outcomes_and_sources_are_those_people_were_taught(elm, rule, passed, whole):
    parts = parts_of(elm, whole)

    (edition,) = parts["content-editions"].rows
    assert (edition[0], edition[1], edition[2], edition[5]) == ("A small course", "1.0.0", TODAY, 1)
    assert {row[:2] for row in parts["learning-outcomes"].rows} == {("A small course", "1.0.0")}
    assert {row[:2] for row in parts["sources"].rows} == {("A small course", "1.0.0")}
    before = parts_of(elm, replace(whole, on=TODAY - DAY))
    assert before["content-editions"].rows == ()


def test_of_each_course_the_edition_that_was_open_to_learners_last_is_shown(
    elm, rule, small_course, whole
):
    versions = [small_course, *(make_small_course(version=one) for one in ("1.1.0", "2.0.0"))]
    for version, ago, title in zip(versions, (10, 6, 4), "AZA", strict=True):
        CourseVersion.objects.filter(pk=version.pk).update(
            published_at=NOON - ago * DAY, title=title
        )
    CourseVersion.objects.filter(pk=small_course.pk).update(offered_at=NOON - 2 * DAY)

    def shown(ago):
        parts = parts_of(elm, replace(whole, on=TODAY - ago * DAY))
        return [row[1] for row in parts["content-editions"].rows]

    assert [shown(ago) for ago in (11, 10, 6, 4, 2)] == [
        *([], ["1.0.0"], ["1.1.0"], ["2.0.0"], ["1.0.0"]),
    ]


def test_of_fewer_than_ten_people_no_question_is_shown(elm, rule, passed, whole):
    part = parts_of(elm, whole)["most-missed-questions"]

    assert part.rows == ()
    assert part.note.startswith("First attempts up to 3 March 2026. Questions with ten people")


def test_figures_of_questions_are_of_the_day_it_was_asked_for_and_the_part_says_so(
    elm, rule, small_course, whole
):
    for n in range(10):
        email = f"{n}@x.example"
        user = make_member(elm.organisation, elm.north, elm.teacher, f"P {n}", email=email)
        enrolment = enrol(user, elm.organisation, small_course)
        finish_lessons(enrolment)
        attempt = open_attempt(enrolment)
        answer_all(attempt, "wait")
        finish_attempt(attempt=attempt, at=NOON)
    MembershipPeriod.objects.filter(membership__user__name__startswith="P ").update(
        valid_from=TODAY
    )
    before = replace(whole, on=TODAY - DAY)

    shown, earlier = (parts_of(elm, scope)["most-missed-questions"] for scope in (whole, before))

    assert len(shown.rows) == len(earlier.rows) > 0
    assert earlier.note.startswith(
        "As on 3 March 2026, when the pack was asked for, and not as on 2 March 2026: first"
        " attempts up to then. Questions with ten people or more"
    )


def test_of_a_place_chosen_no_question_is_shown_at_all(elm, rule, whole):
    note = parts_of(elm, whole, with_questions=False)["most-missed-questions"].note

    assert note == (
        "Left out: figures of answers are given for the whole of what a lead sees only. What was"
        " done about them stands under gaps and actions, and under team talks."
    )


def test_team_talks_of_the_year_count_those_of_the_pack_who_were_there(elm, rule, whole):
    update = update_of(elm.amira, elm.organisation, "north")
    type(update).objects.update(on=TODAY - DAY)

    rows = parts_of(elm, whole)["other-learning"].rows

    assert [(row[0], row[2], row[5]) for row in rows] == [(TODAY - DAY, update.title, 1)]
    south = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.south.pk}))
    assert parts_of(elm, south)["other-learning"].rows == ()
    for on in (TODAY - 2 * DAY, TODAY + 400 * DAY):
        assert parts_of(elm, replace(whole, on=on))["other-learning"].rows == ()


def test_reminders_are_listed_of_the_people_and_courses_shown(elm, rule, whole):
    amira, sam = elm.membership(elm.amira).pk, elm.membership(elm.sam).pk
    given = [
        (amira, rule.course_id, TODAY, TODAY - 2 * DAY),
        (amira, rule.course_id, TODAY, None),
        (sam, rule.course_id, TODAY, TODAY),
        (amira, rule.course_id + 1, TODAY, TODAY),
    ]

    assert parts_of(elm, whole, reminded=given)["reminders"].rows == (
        ("Amira Haddad", "A small course", TODAY, TODAY - 2 * DAY),
        ("Amira Haddad", "A small course", TODAY, None),
    )


def test_certificates_have_the_state_of_the_day_and_a_checked_signature(elm, passed, whole):
    keys = settings.DATA_DIR / "keys"
    revoke_certificate(
        certificate=passed, reason="Wrong person", at=NOON + 2 * DAY, actor_id=elm.lewis.pk
    )

    def told(on, folder=keys):
        rows = certificates(replace(whole, on=on), keys=folder).rows
        return [(row[0], row[5], row[6]) for row in rows]

    assert told(TODAY - DAY) == []
    assert told(TODAY) == [("Amira Haddad", "Valid", "Genuine")]
    assert told(TODAY + 2 * DAY) == [("Amira Haddad", "Withdrawn", "Genuine")]
    assert told(TODAY, keys / "none") == [("Amira Haddad", "Valid", "Does not match")]
