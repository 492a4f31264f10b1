"""Reading a lesson, answering its checks, keeping one's place, finishing it."""

import re

import pytest

from courses.catalogue.services import publish, save_draft
from courses.learning.models import CheckAnswer, LessonProgress
from tests.library import library_draft
from tests.people import NOON
from tests.small_course import chosen, enrol
from tests.tables import everything, verbs_about
from tests.web.reading import errors_of, heading_of, text_of, title_of


@pytest.fixture
def first(enrolment):
    """Return the address of the first lesson of Amira's course."""
    return f"/learn/{enrolment.registration}/lessons/first/"


def rows_but_the_sign_in():
    """Return every row of every table but those of sign-ins."""
    return {table: rows for table, rows in everything().items() if table != "sessions.Session"}


def ticked(answer):
    """Return the values of the controls that are ticked."""
    controls = re.findall(r"<input[^>]*>", answer.content.decode())
    return [re.search(r'value="([^"]*)"', one)[1] for one in controls if " checked" in one]


def test_a_lesson_shows_its_blocks_in_order(amira, first, mo_khan):
    answer = amira.get(first)

    assert heading_of(answer) == "First lesson"
    text = text_of(answer)
    places = [
        text.index(words)
        for words in (
            "Lesson 1 of 2",
            "Small signs count.",
            "What do you do first (check-one)?",
            "Tell the lead today.",
            "I am not sure",
            "Mo Khan",
            "The guide 2026",
            "Finish this lesson",
            "Last reviewed 1 February 2026. Course version 1.0.0.",
        )
    ]
    assert places == sorted(places)


def test_reading_keeps_no_place(amira, first):
    amira.get(first)

    assert list(LessonProgress.objects.all()) == []


@pytest.mark.parametrize(
    ("option", "heading", "feedback"),
    [
        ("tell-lead", "Yes", "Tell the lead today. Yes."),
        ("wait", "Not quite", "Wait for proof. Not quite. Do not wait."),
        ("not-sure", "Good to ask. Here is the answer", "Tell the lead today. Yes."),
    ],
)
def test_an_answer_is_kept_and_explained(amira, enrolment, first, option, heading, feedback):
    answer = amira.post(f"{first}checks/first-check/", {"first-check-answer": option})

    assert (answer.status_code, answer["Location"]) == (303, f"{first}#first-check")
    kept = CheckAnswer.objects.get(enrolment=enrolment)
    assert (kept.first_chosen, kept.latest_chosen) == (chosen(option), chosen(option))
    assert f"{heading} {feedback}" in text_of(amira.get(first))
    assert LessonProgress.objects.get(enrolment=enrolment).last_block == "first-check"


def test_answering_again_keeps_the_first_answer_too(amira, enrolment, first):
    for option in ("wait", "tell-lead"):
        amira.post(f"{first}checks/first-check/", {"first-check-answer": option})

    kept = CheckAnswer.objects.get(enrolment=enrolment)
    assert (kept.first_chosen, kept.latest_chosen) == (chosen("wait"), chosen("tell-lead"))
    assert ticked(amira.get(first)) == ["tell-lead"]


def test_an_empty_answer_is_refused_on_the_same_page(amira, first):
    answer = amira.post(f"{first}checks/first-check/", {})

    assert answer.status_code == 200
    assert title_of(answer).startswith("Error: First lesson")
    ((link, words),) = errors_of(answer)
    assert words == "Select an answer"
    assert f'id="{link.removeprefix("#")}"' in answer.content.decode()
    assert list(CheckAnswer.objects.all()) == []


def test_an_option_of_another_item_is_refused(amira, first):
    answer = amira.post(f"{first}checks/first-check/", {"first-check-answer": "plain-a"})

    assert answer.status_code == 200
    assert "plain-a is not one of the available choices" in text_of(answer)
    assert list(CheckAnswer.objects.all()) == []


@pytest.mark.parametrize("block", ["notice", "second-check", "no-such-block"])
def test_what_is_no_check_of_this_lesson_cannot_be_answered(amira, first, block):
    answer = amira.post(f"{first}checks/{block}/", {f"{block}-answer": "tell-lead"})

    assert (answer.status_code, heading_of(answer)) == (404, "Page not found")
    assert list(CheckAnswer.objects.all()) == []


def test_the_place_is_kept_without_an_answer(amira, enrolment, first):
    answer = amira.post(f"{first}place/", {"block": "who"})

    assert (answer.status_code, answer.content) == (204, b"")
    assert LessonProgress.objects.get(enrolment=enrolment).last_block == "who"


@pytest.mark.parametrize("block", ["ring", "no-such-block", "", "a\x00b"])
def test_a_place_outside_the_lesson_is_refused(amira, first, block):
    before = rows_but_the_sign_in()

    answer = amira.post(f"{first}place/", {"block": block})

    assert answer.status_code == 404
    assert rows_but_the_sign_in() == before


def test_finishing_leads_to_the_next_lesson_and_leaves_a_trail(amira, enrolment, first):
    amira.post(f"{first}checks/first-check/", {"first-check-answer": "wait"})

    answer = amira.post(f"{first}finish/")

    second = f"/learn/{enrolment.registration}/lessons/second/"
    assert (answer.status_code, answer["Location"]) == (303, second)
    assert verbs_about(enrolment) == ["completed-lesson"]
    done = text_of(amira.get(first))
    assert "Lesson complete. Next: Second lesson" in done
    assert "Finish this lesson" not in done


def test_finishing_the_last_leads_to_the_course(amira, ready, first):
    ready.progress.filter(lesson__identifier="first").update(completed_at=None)

    answer = amira.post(f"{first}finish/")

    assert (answer.status_code, answer["Location"]) == (303, f"/learn/{ready.registration}/")


def test_with_a_check_left_the_lesson_is_not_finished(amira, first):
    answer = amira.post(f"{first}finish/")

    assert answer.status_code == 200
    assert title_of(answer).startswith("Error: First lesson")
    assert errors_of(answer) == [
        ("#first-check", "Answer the check: What do you do first (check-one)?")
    ]
    assert list(LessonProgress.objects.filter(completed_at__isnull=False)) == []


def test_finishing_twice_writes_nothing_more(amira, enrolment, first):
    amira.post(f"{first}checks/first-check/", {"first-check-answer": "wait"})
    amira.post(f"{first}finish/")
    before = rows_but_the_sign_in()

    answer = amira.post(f"{first}finish/")

    assert answer.status_code == 303
    assert rows_but_the_sign_in() == before


def test_the_end_of_a_lesson_leads_to_its_story_and_to_the_library(amira, enrolment, first):
    page = amira.get(first).content.decode()
    other = amira.get(first.replace("first", "second")).content.decode()

    story = f'href="/learn/{enrolment.registration}/scenarios/late-taxi/"'
    assert story in page
    assert story not in other
    assert "Practise it in a story" not in other
    library = ("glossary", "offences", "routes", "did-you-know")
    assert [name for name in library if f'href="/learn/resources/{name}/"' not in other] == []


@pytest.mark.parametrize("answered", [False, True])
def test_the_first_page_of_an_edition_in_a_process_takes_fifteen_queries(
    amira, first, mo_khan, answered, django_assert_num_queries
):
    if answered:
        amira.post(f"{first}checks/first-check/", {"first-check-answer": "wait"})

    with django_assert_num_queries(15):
        answer = amira.get(first)

    assert answer.status_code == 200


def test_every_later_page_costs_seven_queries_and_shows_the_same(
    amira, first, mo_khan, django_assert_num_queries
):
    before = text_of(amira.get(first))

    with django_assert_num_queries(7):
        answer = amira.get(first)

    assert text_of(answer) == before


def test_finishing_a_lesson_says_so_and_what_is_left(amira, enrolment):
    lesson = f"/learn/{enrolment.registration}/lessons/first/"
    amira.post(f"{lesson}checks/first-check/", {"first-check-answer": "tell-lead"})

    answer = amira.post(f"{lesson}finish/", follow=True)

    assert "Finished: First lesson. 1 lesson to go. Stop here or carry on." in text_of(answer)


@pytest.fixture
def explained(elm, harbour):
    """Return the address of a course that explains grooming, and uses the word in two places."""
    version = save_draft(draft=library_draft())
    uses = version.lessons.get(identifier="first").blocks
    uses.filter(identifier="same-day-card").update(html="<p>Grooming. No grooming.</p>")
    uses.filter(identifier="ten-signs").update(html="<p>Signs of grooming.</p>")
    publish(version=version, at=NOON, actor_id=None)
    return f"/learn/{enrol(elm.amira, elm.organisation, version).registration}/"


@pytest.mark.parametrize("page", ["lessons/first/", "whole/"])
@pytest.mark.parametrize(
    ("route", "first_use"), [("standard", "same-day-card"), ("gentler", "ten-signs")]
)
def test_the_first_use_of_a_word_leads_to_its_meaning_and_back(
    amira, explained, page, route, first_use
):
    amira.post(f"/learn/route/?back={explained}", {"route": route})

    html = amira.get(f"{explained}{page}").content.decode()

    assert html.count('role="doc-glossref" href="#word_grooming">') == 1
    use, meaning = html.index('href="#word_grooming"'), html.index('id="word_grooming"')
    assert html[:use].rpartition(' data-block="')[2].partition('"')[0] == first_use
    assert use < meaning
    assert html[meaning:].partition('href="')[2].partition('"')[0] == f"#{first_use}"
    assert "Words used here Grooming Winning trust to abuse. Back to the text : Grooming" in (
        text_of(amira.get(f"{explained}{page}"))
    )


def test_a_lesson_that_uses_no_such_word_explains_none(amira, explained):
    html = amira.get(f"{explained}lessons/second/").content.decode()

    assert "Words used here" not in html
    assert "#word_" not in html


FLAG = "Awaiting legal or safeguarding check"


def test_what_awaits_a_check_is_flagged_to_leads_and_authors_and_never_to_who_only_learns(
    amira, elm, enrolment, small_course, sign_in, django_assert_num_queries
):
    small_course.facts.update(needs_review=True)
    addresses = ("lessons/first/", "whole/", "scenarios/late-taxi/doubt/")
    pages = {}
    for name, client in (
        ("learner", amira),
        ("lead", sign_in(elm.lewis)),
        ("author", sign_in(elm.grace)),
        ("again", amira),  # after the flagged form is kept in memory
    ):
        user = (
            elm.amira if client is amira else getattr(elm, "lewis" if name == "lead" else "grace")
        )
        own = enrolment if client is amira else enrol(user, elm.organisation, small_course)
        client.post(f"/learn/{own.registration}/scenarios/late-taxi/gate/", {"choice": "leave"})
        pages[name] = [
            client.get(f"/learn/{own.registration}/{one}").content.decode() for one in addresses
        ]

    assert {name: [FLAG in page for page in found] for name, found in pages.items()} == {
        "learner": [False] * 3,
        "lead": [True] * 3,
        "author": [True] * 3,
        "again": [False] * 3,
    }
    assert [page for page in pages["again"] if "flagged" in page or "Only leads" in page] == []
    lesson = pages["lead"][0]
    flag = lesson.partition('<div class="flagged not-printed" role="note"')[2]
    flag = flag.partition('<div class="block')[0]
    assert "Pass it on the same day." in flag
    assert [page for page in pages["lead"] if "<aside" in page and FLAG in page] == []
    assert sum(f'<strong class="not-printed">{FLAG}' in page for page in pages["lead"]) == 1
    assert lesson.index('id="notice"') < lesson.index("flagged") < lesson.index('id="first-check"')
    first = f"/learn/{enrolment.registration}/lessons/first/"
    with django_assert_num_queries(7):
        amira.get(first)
