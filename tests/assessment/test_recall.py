"""Who is to have a refresher, and what was missed."""

from datetime import timedelta

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import User
from courses.accounts.services import wish_for_mail
from courses.assessment import recall
from courses.assessment.models import RefresherCard
from courses.assessment.services import offer, skip
from courses.catalogue.models import CourseVersion
from courses.learning.models import Completion
from courses.learning.services import record_outside
from tests.people import NOON, TODAY, make_member
from tests.refreshing import give_refresher, met
from tests.small_course import make_small_course


@pytest.fixture
def done(elm, harbour, small_course):
    """Return Amira's enrolment, met three weeks ago."""
    return met(elm.amira, elm.organisation, small_course)


def wanted(on=TODAY, **more):
    return [one.enrolment for one in recall.completions_to_refresh(on=on, **more)]


def test_three_weeks_on_it_is_wanted_and_not_before_or_long_after(done):
    assert wanted() == [done]
    assert [wanted(TODAY + timedelta(days=n)) for n in (-1, 6, 7, 49)] == [[], [done], [], [done]]


def test_what_is_to_be_renewed_is_left_to_the_course(done):
    CourseVersion.objects.update(certificate_months=2)

    assert [wanted(), wanted(TODAY + timedelta(days=49))] == [[done], []]


@pytest.mark.parametrize(
    "change",
    [
        lambda one: wish_for_mail(user_id=one.learner_id, optional=False),
        lambda one: MembershipPeriod.objects.update(valid_until=TODAY - timedelta(days=1)),
        lambda one: User.objects.filter(pk=one.learner_id).update(email=None),
        lambda one: User.objects.filter(pk=one.learner_id).update(is_active=False),
        lambda one: CourseVersion.objects.update(state="withdrawn"),
        lambda one: give_refresher(one, at=NOON),
        lambda one: record_outside(
            learner_id=one.learner_id, organisation_id=one.organisation_id, course=one.course,
            completed_on=TODAY, minutes=1, evidence="x", at=NOON, actor_id=None,
        ),
    ],
)  # fmt: skip
def test_who_stopped_them_left_cannot_be_written_to_or_had_it_is_left_out(done, change):
    change(done)

    assert wanted() == []


def test_everybody_is_found_however_small_the_batch(elm, small_course, done):
    also = met(elm.noor, elm.organisation, small_course)

    assert wanted(size=1) == wanted() == [done, also]


def test_what_was_missed_is_counted_from_quiz_and_refreshers(done, small_course):
    outcomes = recall.missed_by([done.pk])[done.pk]
    card = give_refresher(done, at=NOON).cards.select_related("item__outcome").last()
    RefresherCard.objects.filter(pk=card.pk).update(answered_at=NOON, right=False)

    assert sorted(outcomes) == sorted(
        set(done.attempts.get(number=1).responses.values_list("item__outcome__identifier", flat=1))
    )
    assert card.item.outcome.identifier in recall.missed_by([done.pk])[done.pk]
    assert recall.asked_before([done.pk])[done.pk][card.item.identifier] >= 1


def test_what_colleagues_miss_needs_ten_of_them(elm, small_course):
    where = {"organisation_id": elm.organisation.pk, "version_id": small_course.pk}
    for n in range(10):
        few = recall.missed_in(**where)
        user = make_member(
            elm.organisation, elm.north, elm.teacher, f"P {n}", email=f"{n}@x.example"
        )
        met(user, elm.organisation, small_course)
    asked = set(
        Completion.objects.first()
        .enrolment.attempts.get(number=1)
        .responses.values_list("item__outcome__identifier", flat=True)
    )

    assert few == []
    assert set(recall.missed_in(**where)) <= asked
    assert recall.missed_in(**where) != []


def test_a_course_of_another_edition_is_another_matter(elm, small_course, done):
    other = make_small_course(slug="other")
    met(elm.amira, elm.organisation, other)

    assert len(wanted()) == 2
    assert recall.missed_in(organisation_id=elm.organisation.pk, version_id=other.pk) == []


def test_the_next_one_is_told_while_the_course_is_held(elm, done):
    def following(days):
        return recall.next_refresher(learner=elm.amira, on=TODAY + timedelta(days=days))

    assert following(-1) == TODAY
    assert following(0) == TODAY + timedelta(days=49)
    # Held for twelve months from three weeks ago: the stage after the last would come too late.
    assert following(7 * 49) is None
    assert recall.next_refresher(learner=elm.lewis, on=TODAY) is None


def test_whoever_stopped_them_is_told_of_none(elm, done):
    wish_for_mail(user_id=elm.amira.pk, optional=False)

    assert recall.next_refresher(learner=elm.amira, on=TODAY) is None


def test_one_is_open_for_thirty_days_while_questions_are_left(elm, done):
    given = give_refresher(done, at=NOON)

    def opened(learner, days):
        return recall.open_refreshers(learner=learner, at=NOON + timedelta(days=days))

    assert [opened(elm.amira, 0), opened(elm.amira, 30)] == [[given], [given]]
    assert [opened(elm.amira, 31), opened(elm.lewis, 0)] == [[], []]
    cards = RefresherCard.objects.filter(refresher=given)
    cards.exclude(position=1).update(answered_at=NOON, right=True)
    assert opened(elm.amira, 0) == [given]
    cards.update(answered_at=NOON, right=True)
    assert opened(elm.amira, 0) == []


def test_whoever_wishes_for_fewer_has_the_first_and_not_the_second(elm, done):
    wish_for_mail(user_id=elm.amira.pk, optional=True, fewer=True)

    assert [wanted(TODAY + timedelta(days=n)) for n in (0, 49, 98)] == [[done], [], [done]]
    assert recall.next_refresher(learner=elm.amira, on=TODAY) == TODAY + timedelta(days=98)


def test_a_skipped_one_is_no_longer_open(elm, done):
    given = give_refresher(done, at=NOON)
    skip(refresher=given, at=NOON)

    assert recall.open_refreshers(learner=elm.amira, at=NOON) == []
    skip(refresher=given, at=None)
    assert recall.open_refreshers(learner=elm.amira, at=NOON) == [given]


def missed(given, at=NOON):
    RefresherCard.objects.filter(refresher=given, position=1).update(answered_at=at, right=False)
    RefresherCard.objects.filter(refresher=given, position=2).update(answered_at=at, right=True)


def test_what_was_missed_comes_back_after_two_weeks_once(done):
    given = give_refresher(done, at=NOON)
    missed(given)

    def repeated(days):
        return [one for _held, one in recall.sets_to_repeat(on=TODAY + timedelta(days=days))]

    assert [repeated(days) for days in (13, 14, 20, 21)] == [[], [given], [given], []]
    assert recall.missed_in_set(given) == [given.cards.get(position=1).item.identifier]
    again = offer(enrolment=done, stage=1, drawn=[], items={}, at=NOON, again=True)
    missed(again)
    assert repeated(14) == []
    assert recall.is_offered(enrolment_id=done.pk, stage=1, again=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: wish_for_mail(user_id=one.learner_id, optional=True, fewer=True),
        lambda one: wish_for_mail(user_id=one.learner_id, optional=False),
        lambda one: CourseVersion.objects.update(certificate_months=1),
        lambda one: RefresherCard.objects.filter(position=1).update(right=True),
    ],
)
def test_nothing_comes_back_to_who_wants_less_has_to_renew_or_knew_it(done, change):
    missed(give_refresher(done, at=NOON))
    change(done)

    assert recall.sets_to_repeat(on=TODAY + timedelta(days=14)) == []
