"""The courses with their versions, and the pages that show what is in one."""

import pytest

from courses.catalogue.models import CourseVersion, Fact
from courses.catalogue.saving import clear
from courses.catalogue.services import publish, save_draft
from tests.people import NOON
from tests.small_course import enrol, make_small_course, small_draft
from tests.web.reading import heading_of, text_of

COURSES = "/author/elm-park/courses/"
DRAFT = f"{COURSES}small-course/1.0.0/"
BUNDLED = "/author/elm-park/bundled/small-course/1.0.0/"


def test_without_any_course_the_page_says_so(grace):
    page = text_of(grace.get(COURSES))

    assert "Your organisation has no course of its own yet." in page
    assert "None is installed." in page


def test_own_and_bundled_courses_are_listed_with_who_takes_them(grace, elm, draft):
    enrol(elm.amira, elm.organisation, make_small_course())
    draft()

    page = text_of(grace.get(COURSES))

    assert "Draft: learners do not see it" in page
    assert "Published: learners who begin get it" in page
    assert "1 part-way, 0 completed" in page
    assert "Publish" not in page.replace("Published", "")


def test_who_publishes_sees_the_next_step(ash, elm):
    for number in ("1.0.0", "1.1.0", "1.2.0"):
        version = save_draft(draft=small_draft(version=number), owner_id=elm.organisation.pk)
        if number != "1.2.0":
            publish(version=version, at=NOON, actor_id=None)

    page = ash.get(COURSES)

    assert "Published earlier: only those who began it see it" in text_of(page)
    assert 'href="/author/elm-park/courses/small-course/1.0.0/roll-back/"' in page.content.decode()
    assert 'href="/author/elm-park/courses/small-course/1.2.0/publish/"' in page.content.decode()


@pytest.mark.parametrize("courses", [1, 3])
def test_the_list_takes_the_same_queries_however_long(
    grace, elm, courses, django_assert_num_queries
):
    for number in range(courses):
        save_draft(draft=small_draft(slug=f"course-{number}"), owner_id=elm.organisation.pk)

    with django_assert_num_queries(9):
        grace.get(COURSES)


def test_a_draft_says_where_it_stands_and_who_publishes_it(grace, ash, draft):
    draft()

    page = grace.get(DRAFT)

    assert heading_of(page) == "A small course"
    assert "Draft: learners do not see it." in text_of(page)
    assert "An administrator of your organisation publishes it." in text_of(page)
    assert "Check and publish" in text_of(ash.get(DRAFT))


def test_a_bundled_version_is_read_and_not_acted_upon(ash, small_course):
    page = text_of(ash.get(BUNDLED))

    assert "comes with the platform" in page
    assert "Withdraw" not in page
    for act in ("publish", "roll-back", "withdraw"):
        assert ash.post(f"{BUNDLED}{act}/").status_code == 404
    small_course.refresh_from_db()
    assert small_course.state == "published"


def test_a_withdrawn_version_says_so(grace, draft):
    draft()
    CourseVersion.objects.update(state="withdrawn", published_at=NOON)

    assert "Withdrawn: only those who began it see it" in text_of(grace.get(DRAFT))


@pytest.mark.parametrize("page", ["", "questions/", "sources/", "diff/", "lessons/first-steps/"])
def test_another_organisations_version_is_not_there(grace, harbour, draft, page):
    version = draft()
    assert grace.get(DRAFT + page).status_code == 200

    version.course.owner = harbour.organisation
    version.course.save()

    assert grace.get(DRAFT + page).status_code == 404


def test_every_question_is_shown_with_its_key_and_feedback(grace, draft):
    draft()

    page = text_of(grace.get(f"{DRAFT}questions/"))

    assert "2 questions" in page
    assert "Right: Tell the lead today. Yes. Today counts." in page
    assert (
        "Wait until you know. Not quite. Tell. Points to the wrong belief: You need proof" in page
    )
    assert "must be right to pass" in page


def test_a_version_without_questions_says_so(grace, elm, draft):
    clear(draft())

    assert "This version asks no questions." in text_of(grace.get(f"{DRAFT}questions/"))


def test_facts_show_status_review_date_and_what_awaits_a_check(grace, draft):
    draft()
    Fact.objects.update(needs_review=True, review_by="2026-11-03")

    page = text_of(grace.get(f"{DRAFT}sources/"))

    assert "Awaiting legal or safeguarding check" in page
    assert "Past its review date, 3 November 2026" in page
    assert "A guide to safeguarding , gov.uk, 2026" in page
    assert "An offence" in page
    assert "Police Danger now" in page


def test_a_fact_that_awaits_a_check_says_so_once(grace, draft):
    draft()
    Fact.objects.update(needs_review=True, status="unconfirmed")

    facts = text_of(grace.get(f"{DRAFT}sources/")).split("1 offence ")[0]

    assert facts.count("Awaiting legal or safeguarding check") == Fact.objects.count()


def test_a_draft_of_a_bundled_course_is_not_to_be_had(grace):
    save_draft(draft=small_draft())

    assert grace.get(f"{BUNDLED}package/").status_code == 404
    assert "Download a course as a package" not in text_of(grace.get("/author/elm-park/packages/"))
