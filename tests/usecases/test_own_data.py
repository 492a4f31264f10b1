"""Everything about one person: whole, in words, and nobody else's."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from courses.accounts.membership import Tagging
from courses.accounts.models import Preference, Tag
from courses.audit.services import record
from courses.catalogue.models import Item
from courses.compliance.models import Supervision
from courses.learning.brought import BroughtRecord
from courses.learning.corridor import CorridorCheck
from courses.learning.models import CheckAnswer
from courses.usecases.exempt_staff import exempt_staff
from courses.usecases.own_data import archive, as_json, evidence_of, labels, own_data
from courses.usecases.set_requirement import set_requirement
from tests.people import NOON, STARTED, TODAY, make_user
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt
from tests.world import make_world

FULL = {
    *("person", "wishes", "memberships", "jobs_and_places", "tags", "enrolments", "lessons"),
    *("attempts", "answers_in_quizzes", "completions", "certificates", "training_elsewhere"),
    *("supervision", "corridor_checks", "training_rooms", "talks_and_sessions", "refreshers"),
    *("answers_in_refreshers", "kept_lists", "audit_lines"),
}


def test_a_full_life_is_in_it_and_nobody_elses(db):
    world = make_world()
    elm, amira = world.elm, world.elm.amira
    member, terms = elm.membership(amira), {"valid_from": TODAY, "recorded_at": NOON}
    terms["organisation"] = elm.organisation
    Preference.objects.create(user=amira)
    tag = Tag.objects.filter(organisation=elm.organisation).first()
    Tagging.objects.create(membership=member, tag=tag, **terms)
    starter = {"membership": member, "supervisor": elm.membership(elm.lewis), "reason": "New"}
    Supervision.objects.create(valid_until=TODAY, **starter, **terms)
    CorridorCheck.objects.create(
        organisation=elm.organisation,
        membership=member,
        on=TODAY,
        recorded_at=NOON,
        recorded_by_id=elm.lewis.pk,
    )

    data = own_data(amira, at=NOON)

    lists = {name: rows for name, rows in data.items() if isinstance(rows, list)}
    assert FULL - {name for name, rows in lists.items() if rows} == set()
    text = as_json(data)
    others = [getattr(world.elm, name) for name in ("lewis", "noor", "grace", "sam")]
    assert [one.name for one in others if one.name in text or one.email in text] == []
    for words in world.canaries.values():
        assert [one for one in words if one in text] == []
    assert data["person"][0]["email"] == amira.email
    assert json.loads(text)["format"] == "own-data"
    BroughtRecord.objects.create(
        learner=amira,
        organisation=elm.organisation,
        course=world.version.course,
        completed_on=STARTED,
        minutes=60,
        evidence="A card without a file",
        offered_at=NOON,
    )
    files = evidence_of(amira)
    (number,) = [one["number"] for one in data["training_elsewhere"]]
    assert list(files) == [f"evidence/{number}.pdf"]
    packed = ZipFile(BytesIO(archive({"data.json": text.encode(), **files})))
    assert packed.namelist() == ["data.json", f"evidence/{number}.pdf"]
    assert evidence_of(world.elm.grace) != files


def test_answers_stand_in_the_words_of_the_options(elm, small_course):
    enrolment = enrol(elm.amira, elm.organisation, small_course)
    finish_lessons(enrolment)
    answer_all(open_attempt(enrolment))
    item = Item.objects.filter(version=small_course, in_check=True).first()
    CheckAnswer.objects.exclude(item=item).delete()
    CheckAnswer.objects.update(
        first_chosen={}, latest_chosen={"v": 1, "pairs": {"tell-lead": "now", "gone": "later"}}
    )

    data = own_data(elm.amira, at=NOON)

    words = item.options.get(identifier="tell-lead").source
    assert [one["answer"] for one in data["answers_in_quizzes"]] == [[words], [words]]
    (check,) = data["answers_in_lessons"]
    assert (check["first"], check["latest"]) == (
        [],
        sorted([f"{words}: now", "gone: later"]),
    )
    assert check["question"] == item.stem_source


def test_the_trail_about_a_person_is_told_by_role(elm, harbour):
    amira, grace = elm.membership(elm.amira), elm.membership(elm.grace)
    here = elm.organisation.pk
    for about, actor in ((amira, elm.lewis), (grace, elm.amira), (grace, elm.lewis), (amira, None)):
        record(
            verb="opened-person",
            about=about,
            organisation_id=here,
            actor_id=actor and actor.pk,
            at=NOON,
        )

    lines = own_data(elm.amira, at=NOON)["audit_lines"]

    assert [(one["verb"], one["kind"], one["about_you"], one["by"]) for one in lines] == [
        ("opened-person", "membership", True, "a training lead of Elm Park"),
        ("opened-person", "membership", False, "you"),
        ("opened-person", "membership", True, "the platform itself"),
    ]


def test_an_exemption_names_its_course_and_reason(elm, harbour, small_course):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        at=NOON,
    )
    exempt_staff(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        reason="Parental leave",
        last_day=TODAY,
        at=NOON,
    )

    (one,) = own_data(elm.amira, at=NOON)["exemptions"]

    assert (one["course"], one["reason"]) == ("small-course", "Parental leave")
    assert "rule" not in one


def test_whoever_has_no_address_and_no_membership_has_little(db):
    nobody = make_user("No One", None)

    data = own_data(nobody, at=NOON)

    assert {name for name, rows in data.items() if isinstance(rows, list) and rows} == {"person"}


@pytest.mark.parametrize("courses", [1, 3])
def test_it_asks_the_same_however_much_is_held(
    elm, small_course, courses, django_assert_num_queries
):
    for _ in range(courses):
        enrolment = enrol(elm.amira, elm.organisation, small_course)
        finish_lessons(enrolment)
        answer_all(open_attempt(enrolment))
        type(enrolment).objects.filter(pk=enrolment.pk).update(closed_at=NOON)

    with django_assert_num_queries(42):
        data = own_data(elm.amira, at=NOON)

    assert len(data["attempts"]) == courses


def test_codes_have_labels():
    assert labels()["completions"]["how"]["quiz"] == "Quiz passed"
    assert "person" not in labels()
