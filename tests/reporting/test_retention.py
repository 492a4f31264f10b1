"""What is still known: by outcome, in whole tens, never who."""

from courses.assessment.models import RefresherCard
from courses.catalogue.models import LearningOutcome
from courses.reporting.figures import Share
from courses.reporting.retention import Retained, retained_in, shares_in_tens
from tests.people import NOON, make_member
from tests.refreshing import give_refresher
from tests.small_course import enrol


def answers(number, *, right=True, outcome="law", start=0):
    return [(outcome, person, right) for person in range(start, start + number)]


def test_nine_people_are_too_few_and_ten_are_enough():
    assert shares_in_tens(answers(9)) == {}
    assert shares_in_tens(answers(10)) == {"law": Share(10, 10)}


def test_one_more_person_changes_nothing_until_there_are_ten_more():
    ten = answers(10)
    more = answers(10, right=False, start=10)

    assert {shares_in_tens(ten + more[:n])["law"] for n in range(10)} == {Share(10, 10)}
    assert shares_in_tens(ten + more) == {"law": Share(10, 20)}


def test_a_person_counts_once_by_the_first_answer():
    assert shares_in_tens(answers(9) + answers(9, right=False)) == {}
    assert shares_in_tens(answers(10) + answers(10, right=False)) == {"law": Share(10, 10)}


def test_it_is_of_the_organisation_and_course_and_of_outcomes_that_are_there(
    elm, harbour, small_course
):
    for n in range(10):
        user = make_member(
            elm.organisation, elm.north, elm.teacher, f"P {n}", email=f"{n}@x.example"
        )
        refresher = give_refresher(enrol(user, elm.organisation, small_course), at=NOON)
        cards = RefresherCard.objects.filter(refresher=refresher, position=1)
        cards.update(answered_at=NOON, right=n < 4)
    outcome = RefresherCard.objects.first().item.outcome
    wanted = {"course_id": small_course.course_id, "version_id": small_course.pk}

    found = retained_in(organisation_id=elm.organisation.pk, **wanted)

    assert found == [Retained(outcome.text, Share(4, 10))]
    assert retained_in(organisation_id=harbour.organisation.pk, **wanted) == []
    assert retained_in(organisation_id=elm.organisation.pk, course_id=0, version_id=0) == []
    LearningOutcome.objects.filter(pk=outcome.pk).update(identifier="renamed")
    assert [one.share for one in retained_in(organisation_id=elm.organisation.pk, **wanted)] == [
        Share(4, 10)
    ]
