"""The quiz of a version and its questions, read once a process."""

from fractions import Fraction

from courses.assessment import queries
from courses.assessment.editions import drawable, items_of, pool_items, pool_of, quiz_of
from courses.assessment.selection import PoolItem, SectionRule
from courses.catalogue.models import Assessment, CourseVersion, Item


def test_the_quiz_comes_with_its_blueprint(enrolment, django_assert_num_queries):
    enrolment.version.refresh_from_db()
    with django_assert_num_queries(3):
        quiz = quiz_of(enrolment.version)
        rules = queries.rules_of(quiz)
        count = queries.question_count(quiz)

    assert rules == [
        SectionRule(frozenset({"pass-on"}), 1, 0),
        SectionRule(frozenset({"danger"}), 1, 1),
    ]
    assert (count, queries.mastery_of(quiz)) == (2, Fraction(1, 2))
    with django_assert_num_queries(0):
        assert quiz_of(enrolment.version) is quiz


def test_a_version_without_a_quiz_has_none(enrolment):
    Assessment.objects.all().delete()

    assert quiz_of(enrolment.version) is None


def test_the_quiz_of_a_draft_is_read_anew(enrolment):
    enrolment.version.state = CourseVersion.State.DRAFT
    quiz_of(enrolment.version)
    Assessment.objects.update(attempts_allowed=2)

    assert quiz_of(enrolment.version).attempts_allowed == 2


def test_the_pool_is_what_the_quiz_may_ask_and_no_check(enrolment, django_assert_num_queries):
    with django_assert_num_queries(2):
        pool = pool_of(enrolment.version)
        items = pool_items(pool.values())

    options = ("tell-lead", "wait", "ask")
    assert sorted(items, key=lambda item: item.identifier) == [
        PoolItem("danger-a", "danger", True, True, options),
        PoolItem("danger-b", "danger", True, True, options),
        PoolItem("plain-a", "pass-on", False, True, options),
        PoolItem("plain-b", "pass-on", False, True, options),
    ]


def test_an_item_that_left_the_pool_is_read_where_it_is(attempt):
    first = attempt.responses.order_by("position")[0]
    Item.objects.filter(pk=first.item_id).update(in_quiz=False)

    assert queries.responses_of(attempt)[0].item.identifier == first.item.identifier


def test_the_draw_and_the_answers_share_the_kept_pool(enrolment, django_assert_num_queries):
    pool = pool_of(enrolment.version)

    with django_assert_num_queries(0):
        items, drawn = items_of(enrolment.version), drawable(enrolment.version)

    assert items == {item.pk: item for item in pool.values()}
    assert all(items[item.pk] is item for item in pool.values())
    assert drawn == pool_items(pool.values())


def test_the_draw_and_the_answers_of_a_draft_are_read_anew(enrolment):
    enrolment.version.state = CourseVersion.State.DRAFT
    drawable(enrolment.version)
    items_of(enrolment.version)
    Item.objects.exclude(identifier="plain-a").update(in_quiz=False)

    assert [one.identifier for one in drawable(enrolment.version)] == ["plain-a"]
    assert [one.identifier for one in items_of(enrolment.version).values()] == ["plain-a"]
