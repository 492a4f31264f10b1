"""J7: Ash brings in a second version of a course, publishes it, and takes it back."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.accounts.models import User
from courses.assessment.models import Attempt, Response
from courses.catalogue.models import CourseVersion
from courses.catalogue.queries import newest_published
from courses.catalogue.services import publish, save_draft
from courses.common.dates import local_date
from courses.learning.models import CheckAnswer, Completion, Enrolment
from courses.packages.opening import opened
from courses.usecases.set_requirement import set_requirement
from tests.journeys.checks import (
    the_accessibility_baseline_is_met,
    the_baseline_is_met_at_both_widths,
)
from tests.journeys.given import School
from tests.journeys.steps import press, then_the_heading_is, when_signing_in
from tests.packages.build import files, zipped
from tests.people import STARTED
from tests.small_course import enrol, small_draft
from tests.usecases.standing import complete

pytestmark = pytest.mark.browser
COURSE = "/author/elm-park/courses/small-course/"
THIRD = """- id: extra
  kind: choice
  used_in: [quiz]
  outcome: "1a"
  case: true
  anchor: first-steps#tell-the-lead
  facts: [same-day]
  stem: Mia tells you a secret about a man online. What do you say?
  options:
    - {id: listen, correct: true, text: That you must pass it on., feedback: Yes. Be open.}
    - {id: promise, text: That you keep it to yourself., feedback: Not quite. Do not promise.}
"""
FIRST = {
    "course": ("at_least: 1", "at_least: 2"),
    "questions": ("- id: worry\n", f"{THIRD}- id: worry\n"),
}
SECOND = {
    "course": ("version: 1.0.0", "version: 2.0.0"),
    "course_too": ("at_least: 1", "at_least: 2"),
    "lesson": ("the same day.\n\n/// did-you-know", "before you go home.\n\n/// did-you-know"),
    "questions": ("{id: tell, correct: true, text", "{id: tell, misconception: proof, text"),
    "questions_too": ("{id: wait, misconception: proof,", "{id: wait, correct: true,"),
}


def test_a_second_version_changes_nothing_for_those_who_began_and_is_taken_back_in_two_clicks(
    open_window: Callable[..., Page], school: School, tmp_path: Path
):
    first = given_40_who_completed_and_12_part_way(school, tmp_path)
    before = answers()
    page = open_window()
    when_signing_in(page, school.elm.ash, at="/author/elm-park/packages/")
    then_the_heading_is(page, "Packages")

    upload(page, zipped(tmp_path / "second.zip", files(**SECOND)))
    expect(page.get_by_text("12 people are part-way through version 1.0.0")).to_be_visible()
    expect(page.get_by_text("40 people have completed it and keep that record")).to_be_visible()
    the_accessibility_baseline_is_met(page)
    assert CourseVersion.objects.filter(course=first.course).count() == 1

    press(page, "Make a draft of it")
    then_the_heading_is(page, "A small course")
    assert newest_published(first.course) == first
    page.get_by_role("link", name="What differs from version 1.0.0").click()
    then_the_heading_is(page, "What differs")
    then_the_differences_are(page)
    the_accessibility_baseline_is_met(page)

    page.goto(f"{COURSE}2.0.0/publish/")
    press(page, "Publish this version")
    expect(page.get_by_text("Version 2.0.0 is published.")).to_be_visible()
    second = newest_published(first.course)
    assert second is not None
    assert second.version == "2.0.0"
    assert answers() == before
    assert Enrolment.objects.open().filter(version=first).count() == 12
    assert Completion.objects.current().filter(version=first).count() == 40

    page.get_by_role("link", name="Move them to version 2.0.0").click()
    then_the_heading_is(page, "Move people to A small course 2.0.0")
    the_accessibility_baseline_is_met(page)
    press(page, "Move them to version 2.0.0")
    expect(page.get_by_text("People who are part-way move to this version now.")).to_be_visible()
    assert answers()[:12] == before
    asked = second.items.get(identifier="worry").pk
    assert [one[1:] for one in answers()[12:]] == [(second.pk, asked, before[0][3])] * 12
    assert Enrolment.objects.open().filter(version=second).count() == 12
    assert Completion.objects.current().filter(version=first).count() == 40

    page.get_by_role("link", name="See which results that affects").click()
    then_the_heading_is(page, "A small course 2.0.0 Corrected answers")
    expect(
        page.get_by_text("1 try at the quiz was handed in with such a question.")
    ).to_be_visible()
    expect(page.get_by_text("1 person did not meet the standard then")).to_be_visible()
    the_accessibility_baseline_is_met(page)

    page.goto(f"{COURSE}1.0.0/")
    page.get_by_text("Roll back to this version").click()
    press(page, "Give version 1.0.0 to new learners")
    expect(page.get_by_text("Learners who begin now get version 1.0.0.")).to_be_visible()
    assert newest_published(first.course) == first
    assert answers()[:12] == before


def test_who_would_complete_a_version_anew_is_seen_by_name_before_it_is_published(
    open_window: Callable[..., Page], school: School
):
    first, by = given_a_second_version_and_a_rule(school), timezone.now() + timedelta(days=40)
    page = open_window()
    when_signing_in(page, school.elm.ash, at=f"{COURSE}2.0.0/publish/")

    page.get_by_label("They complete this version anew, by a day").check()
    for label, part in (("Day", by.day), ("Month", by.month), ("Year", by.year)):
        page.get_by_label(label, exact=True).fill(str(part))
    page.get_by_label("Why may it go out").fill("Read again")
    press(page, "Publish this version")
    then_the_heading_is(page, "Publish A small course 2.0.0 Who would change")
    expect(page.get_by_role("rowheader", name="Amira Haddad")).to_be_visible()
    the_baseline_is_met_at_both_widths(page)
    assert newest_published(first.course) == first

    press(page, "Change the answers")
    expect(page.get_by_label("They complete this version anew, by a day")).to_be_checked()
    press(page, "Publish this version")
    Completion.objects.filter(version=first).update(completed_on=local_date(timezone.now()))
    press(page, "Publish this version")
    expect(page.get_by_text("Something has changed since you looked")).to_be_visible()
    the_baseline_is_met_at_both_widths(page)
    press(page, "Publish this version")
    expect(page.get_by_text("Version 2.0.0 is published.")).to_be_visible()


def given_a_second_version_and_a_rule(school: School) -> CourseVersion:
    """Draft a second version of Elm Park's own course; return the first, which Amira completed."""
    now, here = timezone.now(), school.elm.organisation
    first, _second = (
        save_draft(draft=small_draft(version=number), owner_id=here.pk)
        for number in ("1.0.0", "2.0.0")
    )
    publish(version=first, at=now - timedelta(days=99), actor_id=None, reason="Read again")
    on = local_date(now) - timedelta(days=30)
    complete(school.elm, school.elm.amira, first, on=on)
    taken = enrol(school.elm.amira, here, first)
    Completion.objects.filter(version=first).update(enrolment=taken)
    set_requirement(
        organisation=here,
        course=first.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=now,
    )
    return first


def given_40_who_completed_and_12_part_way(school: School, folder: Path) -> CourseVersion:
    """Publish the first version as Elm Park's own, and let 52 people take it."""
    now, here = timezone.now(), school.elm.organisation
    found = opened(zipped(folder / "first.zip", files(**FIRST)), today=local_date(now))
    assert found.draft is not None, [str(problem) for problem in found.report.problems]
    first = save_draft(draft=found.draft, owner_id=here.pk)
    publish(version=first, at=now - timedelta(days=1), actor_id=None, reason="Read again")
    users = User.objects.bulk_create(
        User(name=f"Person {n}", folded_name=f"person {n}", email=f"p{n}@many.example")
        for n in range(52)
    )
    common = {"organisation": here, "course": first.course, "version": first}
    taking = Enrolment.objects.bulk_create(
        Enrolment(
            learner=user, reason="required", enrolled_at=now,
            closed_at=now if n < 40 else None, registration=uuid4(), **common,
        )
        for n, user in enumerate(users)
    )  # fmt: skip
    Completion.objects.bulk_create(
        Completion(
            learner=one.learner, enrolment=one, completed_at=now, completed_on=local_date(now),
            minutes=3, how="quiz", recorded_at=now, **common,
        )
        for one in taking[:40]
    )  # fmt: skip
    given_a_try_that_the_old_key_did_not_pass(school, first)
    item = first.items.get(identifier="worry")
    chosen = {"v": 1, "chosen": ["tell"]}
    CheckAnswer.objects.bulk_create(
        CheckAnswer(
            enrolment=one, item=item, first_chosen=chosen, latest_chosen=chosen, answered_at=now
        )
        for one in taking[40:]
    )
    return first


def given_a_try_that_the_old_key_did_not_pass(school: School, first: CourseVersion) -> None:
    """Hand in a quiz of Amira's in which the answer counts that the second version has as right."""
    now = timezone.now()
    began = Enrolment.objects.create(
        learner=school.elm.amira, organisation=school.elm.organisation, course=first.course,
        version=first, enrolled_at=now, closed_at=now,
    )  # fmt: skip
    attempt = Attempt.objects.create(
        enrolment=began, number=1, seed="a", start_key=uuid4(), started_at=now, handed_in_at=now,
        score_numerator=1, score_denominator=2, passed=False,
    )  # fmt: skip
    for number, (item, option) in enumerate((("worry", "wait"), ("danger", "ring")), start=1):
        Response.objects.create(
            attempt=attempt, item=first.items.get(identifier=item), position=number,
            chosen={"v": 1, "chosen": [option]}, saved_at=now,
            credit_numerator=number - 1, credit_denominator=1,
        )  # fmt: skip


def answers() -> list[tuple[object, ...]]:
    """Return every answer to a check, and which version each enrolment is in."""
    rows = CheckAnswer.objects.order_by("pk")
    return list(rows.values_list("pk", "enrolment__version", "item", "latest_chosen"))


def upload(page: Page, path: Path) -> None:
    page.get_by_label("Which package do you want to check?").set_input_files(path)
    press(page, "Upload and check")
    then_the_heading_is(page, path.name)


def then_the_differences_are(page: Page) -> None:
    """Find exactly the changed lesson text, the corrected key and the question that is gone."""
    found = page.get_by_role("article").get_by_role("heading", level=2).all_inner_texts()
    assert [" ".join(words.split()) for words in found] == [
        "Lesson changed First steps",
        "Question changed, key changed Ravi seems afraid of a man at the gate. What do you do?",
        "Question removed Mia tells you a secret about a man online. What do you say?",
    ]
    expect(page.get_by_text("In 1 question other answers count as right.")).to_be_visible()
