"""What changed in a completed course: asked on publishing, read word by word, confirmed once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.models import Site
from courses.catalogue.services import publish, save_draft
from courses.learning import services as learning
from courses.learning.changes import ChangeNotice, ChangeRead
from courses.learning.models import Completion, Enrolment
from courses.learning.services import close
from courses.usecases.confirm_change import confirm_change
from courses.usecases.publish_version import publish_version
from tests.people import NOON
from tests.small_course import enrol, small_draft, text
from tests.tables import everything, verbs_about
from tests.web.reading import errors_of, heading_of, text_of

PUBLISH = "/author/elm-park/courses/small-course/1.1.0/publish/"


@pytest.fixture
def own(elm, harbour):
    """Return how to save a version of Elm Park's own small course whose first block says this."""

    def saved(number, words, *, published_at=None, **first):
        draft = small_draft(version=number)
        lesson = draft.lessons[0]
        blocks = (replace(lesson.blocks[0], text=text(words), **first), *lesson.blocks[1:])
        lessons = (replace(lesson, blocks=blocks), *draft.lessons[1:])
        version = save_draft(draft=replace(draft, lessons=lessons), owner_id=elm.organisation.pk)
        for rows in (version.contacts, version.facts):
            rows.update(review_by=timezone.now().date() + timedelta(days=3650))
        if published_at:
            publish(version=version, at=published_at, actor_id=None)
        return version

    return saved


@pytest.fixture
def done(elm, own):
    """Return Amira's completed enrolment in the first version."""
    mine = enrol(elm.amira, elm.organisation, own("1.0.0", "Small signs count.", published_at=NOON))
    learning.complete(enrolment=mine, how=Completion.How.QUIZ, minutes=13, at=NOON)
    return mine


def test_what_changed_is_asked_for_on_publishing_read_and_confirmed(elm, done, own, sign_in):
    second = own("1.1.0", "Small signs always count.")
    ash, amira = sign_in(elm.ash), sign_in(elm.amira)
    url, record = f"/learn/{done.registration}/change/", "/learn/record/"
    assert amira.get(url)["Location"] == "/learn/"
    asked = ash.get(PUBLISH)
    refused = ash.post(PUBLISH, {"done": "read"})
    wrong = ash.post(PUBLISH, {"done": "retake", "minutes": "61"})
    answer = ash.post(PUBLISH, {"done": "read", "minutes": "5"}, follow=True)

    assert "What about the people who completed an earlier version?" in text_of(asked)
    assert errors_of(refused) == [
        ("#id_minutes", "Enter how many minutes reading what changed takes")
    ]
    assert [one for _at, one in errors_of(wrong)] == [
        "Select one of these",
        "Enter at most 60 minutes",
    ]
    assert "Version 1.1.0 is published." in text_of(answer)
    assert ChangeNotice.objects.get().version == second
    home = amira.get("/learn/")
    assert "Read what changed: A small course About 5 minutes." in text_of(home)
    assert url in home.content.decode()
    page = amira.get(url)
    assert heading_of(page) == "A small course What changed"
    assert "You know version 1.0.0. Version 1.1.0 says some things otherwise." in text_of(page)
    assert "Small signs Added: always count." in text_of(page)
    before = everything()
    confirmed = amira.post(url, {"version": second.pk}, follow=True)
    again = amira.post(url, {"version": second.pk})
    assert "It is in your record that you read what changed." in text_of(confirmed)
    assert "Read what changed" not in text_of(confirmed)
    assert (again.status_code, again["Location"]) == (303, "/learn/")
    assert ChangeRead.objects.get().minutes == 5
    fresh = {str(row) for row in everything() if row not in before and "session" not in str(row)}
    assert not [row for row in fresh if "completion" in row.lower() or "certificate" in row.lower()]
    assert verbs_about(done) == ["read-change"]
    shown = text_of(amira.get(record))
    assert "A small course, up to version 1.1.0, 5 minutes. Elm Park" in shown
    assert "1 completed course, 18 minutes of learning." in shown
    person = f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/"
    told = text_of(sign_in(elm.lewis).get(person))
    assert "Read what changed A small course, version 1.1.0, 5 minutes" in told
    assert "sessions and practice, and reading what changed in a course." in told


def test_nobody_else_is_asked_and_no_page_of_others_opens(elm, done, own, sign_in):
    began = enrol(elm.lewis, elm.organisation, done.version)
    second = own("1.1.0", "Small signs always count.")
    publish_version(version=second, at=NOON, actor_id=elm.ash.pk, minutes_to_read=5)
    later = enrol(elm.noor, elm.organisation, second)
    learning.complete(enrolment=later, how=Completion.How.QUIZ, minutes=13, at=NOON)

    for user in (elm.lewis, elm.noor):
        assert "Read what changed" not in text_of(sign_in(user).get("/learn/"))
    for mine, user in ((began, elm.lewis), (later, elm.noor)):
        assert sign_in(user).get(f"/learn/{mine.registration}/change/")["Location"] == "/learn/"
    foreign = sign_in(elm.lewis)
    url = f"/learn/{done.registration}/change/"
    assert [foreign.get(url).status_code, foreign.post(url).status_code] == [404, 404]
    assert list(ChangeRead.objects.all()) == []


def test_the_newest_version_is_the_one_to_read_from_what_one_read_last(elm, done, own, sign_in):
    amira, url = sign_in(elm.amira), f"/learn/{done.registration}/change/"
    second = own("1.1.0", "Small signs always count.")
    publish_version(version=second, at=NOON, actor_id=elm.ash.pk, minutes_to_read=5)
    publish_version(version=second, at=NOON, actor_id=elm.ash.pk, minutes_to_read=9)
    assert ChangeNotice.objects.get().minutes == 5
    third = own("1.2.0", "All small signs always count.")
    later = NOON + timedelta(days=1)
    confirm_change(enrolment=done, version_id=second.pk, at=NOON)
    publish_version(version=third, at=later, actor_id=elm.ash.pk, minutes_to_read=1)

    moved = amira.post(url, {"version": second.pk})

    assert "There is a newer version since you opened this page." in text_of(moved)
    assert "You know version 1.1.0. Version 1.2.0 says some things otherwise." in text_of(moved)
    assert "about 1 minute." in text_of(moved)
    close(enrolment=Enrolment.objects.get(pk=done.pk), at=later)
    assert not confirm_change(enrolment=done, version_id=third.pk, at=later)


def test_where_nothing_was_chosen_nothing_is_asked(elm, done, own, sign_in):
    own("1.1.0", "Small signs always count.")

    sign_in(elm.ash).post(PUBLISH, {"done": "nothing", "minutes": "5"})

    assert list(ChangeNotice.objects.all()) == []
    assert "Read what changed" not in text_of(sign_in(elm.amira).get("/learn/"))


def test_only_what_the_reader_is_shown_is_told_and_a_page_without_its_version_is_no_old_page(
    elm, done, own, sign_in
):
    url, same = f"/learn/{done.registration}/change/", "The text itself says the same."
    gentler, amira = text("Small things matter."), sign_in(elm.amira)
    second = own("1.1.0", "Small signs hurt.", gentler=gentler, nations=("E",))
    publish_version(version=second, at=NOON, actor_id=elm.ash.pk, minutes_to_read=5)
    confirm_change(enrolment=done, version_id=second.pk, at=NOON)
    third = own("1.2.0", "Small signs hurt badly.", gentler=gentler, nations=("E",))
    later = NOON + timedelta(days=1)
    publish_version(version=third, at=later, actor_id=elm.ash.pk, minutes_to_read=5)

    usual = text_of(amira.post(url))
    amira.post(f"/learn/route/?back={url}", {"route": "gentler"})
    gently = text_of(amira.get(url))
    amira.post(f"/learn/route/?back={url}", {"route": "standard"})
    Site.objects.update(nation="W")
    elsewhere = text_of(amira.get(url))

    assert "There is a newer version" not in usual
    assert ("badly." in usual, same in usual) == (True, False)
    assert [("badly" in one, same in one) for one in (gently, elsewhere)] == [(False, True)] * 2


def test_the_page_before_the_next_version_says_how_many_still_have_to_read(elm, done, own, sign_in):
    own("1.2.0", "All small signs always count.")
    ash, at = sign_in(elm.ash), PUBLISH.replace("1.1.0", "1.2.0")
    nothing_asked = ash.get(at)
    second = own("1.1.0", "Small signs always count.")
    publish_version(version=second, at=NOON, actor_id=elm.ash.pk, minutes_to_read=5)
    for user in (elm.lewis, elm.noor):  # one is part-way, one completed the newest
        version = done.version if user == elm.lewis else second
        mine = enrol(user, elm.organisation, version)
        if user == elm.noor:
            learning.complete(enrolment=mine, how=Completion.How.QUIZ, minutes=13, at=NOON)
    asked = text_of(ash.get(at))
    confirm_change(enrolment=done, version_id=second.pk, at=NOON)

    assert "1 person still has to read what changed in the version that is out now." in asked
    assert "they are no longer asked to" in asked
    for answer in (nothing_asked, ash.get(at)):
        assert "still ha" not in text_of(answer)
