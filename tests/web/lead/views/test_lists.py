"""The pages of saved views and of lists that a lead is told of."""

import re
from html import unescape
from uuid import uuid4

import pytest

from courses.reporting.lists import MOST_SCHEDULES, MOST_VIEWS, SavedView, ScheduledList
from courses.usecases.schedule_list import pause_schedule
from tests.usecases.choosing import act
from tests.usecases.keeping import schedule_of, view_of
from tests.web.reading import text_of

LISTS = "/lead/elm-park/people/lists/"
VIEWS = "/lead/elm-park/people/views/"


def test_a_view_is_saved_with_the_filters_of_the_address_and_no_day(elm, lewis):
    path = f"{VIEWS}new/?of=matrix&site=north&status=overdue&as_at=2026-03-03&odd=1"
    answer = lewis.post(path, {"name": "  North   late ", "is_shared": "on"}, follow=True)

    view = SavedView.objects.get()
    assert (view.page, view.name, view.query, view.is_shared) == (
        "matrix",
        "North late",
        "site=north&status=overdue",
        True,
    )
    assert "The view is saved." in text_of(answer)
    assert answer.redirect_chain[0][0] == "/lead/elm-park/matrix/?site=north&status=overdue"


@pytest.mark.parametrize(
    ("name", "words"), [("", "Enter a name"), ("x" * 61, "Enter a name of at most 60 characters")]
)
def test_what_is_wrong_with_a_name_is_said(elm, lewis, name, words):
    answer = lewis.post(f"{VIEWS}new/?of=people", {"name": name})

    assert words in text_of(answer)
    assert SavedView.objects.count() == 0


def test_a_taken_name_and_too_many_views_are_said(elm, lewis):
    view_of(elm.lewis, elm.organisation)
    taken = lewis.post(f"{VIEWS}new/?of=people", {"name": "Overdue"})
    for number in range(MOST_VIEWS - 1):
        view_of(elm.lewis, elm.organisation, name=f"View {number}")

    full = lewis.post(f"{VIEWS}new/?of=people", {"name": "One more"})

    assert "You have a view of this name. Choose another name" in text_of(taken)
    assert "You have 20 views. Remove one first" in text_of(full)


def test_a_view_is_renamed_and_removed(elm, lewis):
    view = view_of(elm.lewis, elm.organisation)
    other = view_of(elm.lewis, elm.organisation, name="Late")
    path = f"{VIEWS}{view.pk}/"

    taken = lewis.post(path, {"name": "Late"})
    renamed = lewis.post(path, {"name": "Who is late"}, follow=True)
    removed = lewis.post(f"{VIEWS}{other.pk}/", {"remove": "1"}, follow=True)

    assert "You have a view of this name" in text_of(taken)
    assert "Who is late" in text_of(renamed)
    assert "The view is removed." in text_of(removed)
    assert list(SavedView.objects.values_list("name", flat=True)) == ["Who is late"]


def test_a_view_of_others_is_not_there_to_be_changed(elm, harbour, lewis):
    shared = view_of(elm.noor, elm.organisation, is_shared=True)
    foreign = view_of(harbour.beth, harbour.organisation, is_shared=True)

    asked = [lewis.get(f"{VIEWS}{pk}/").status_code for pk in (shared.pk, foreign.pk, 987_654)]

    assert asked == [404, 404, 404]
    assert lewis.post(f"{VIEWS}{shared.pk}/", {"remove": "1"}).status_code == 404


def test_the_page_of_ones_lists_says_what_there_is_and_where_to_begin(elm, rule, lewis):
    empty = text_of(lewis.get(LISTS))
    view_of(elm.lewis, elm.organisation, is_shared=True)
    view_of(elm.noor, elm.organisation, name="Of Noor", is_shared=True)
    schedule_of(elm.lewis, elm.organisation)

    full = text_of(lewis.get(LISTS))

    assert "No view is saved yet." in empty
    assert "People, shared with the other leads" in full
    assert "shared by Noor Siddiqui" in full
    assert "People, every week" in full
    assert "Status: Overdue" in full


def test_what_one_did_for_several_people_is_found_again(elm, rule, lewis):
    mine = act(elm, "remind", elm.amira)
    act(elm, "remind", elm.noor, by=elm.noor)

    page = lewis.get(LISTS)

    assert "1 is sent a reminder" in text_of(page)
    assert re.findall(r"people/done/([0-9a-f-]+)/", page.content.decode()) == [str(mine.key)]


def test_a_list_is_told_every_month_from_then_on(elm, lewis):
    path = f"{LISTS}new/?of=people&status=overdue"
    wrong = lewis.post(path, {})

    answer = lewis.post(path, {"every": "month"}, follow=True)

    made = ScheduledList.objects.get()
    assert "Choose how often" in text_of(wrong)
    assert (made.page, made.query, made.every, made.owner) == (
        "people",
        "status=overdue",
        "month",
        elm.lewis,
    )
    assert "Next on" in text_of(answer)


def test_too_many_lists_are_said(elm, lewis):
    for number in range(MOST_SCHEDULES):
        schedule_of(elm.lewis, elm.organisation, query=f"search={number}")

    answer = lewis.post(f"{LISTS}new/?of=people", {"every": "week"})

    assert "You are told of 10 lists. End one first" in text_of(answer)


def test_the_link_of_the_mail_leads_to_the_list_of_its_day_and_its_files(elm, lewis):
    made = schedule_of(elm.lewis, elm.organisation)

    page = lewis.get(f"{LISTS}{made.key}/?on=2026-03-10").content.decode()

    links = [unescape(one) for one in re.findall(r'href="(/lead/elm-park/[^"]*as_at[^"]*)"', page)]
    end = "?status=overdue&as_at=2026-03-10&known_at=that-day"
    assert links == [
        f"/lead/elm-park/people/{end}",
        *(f"/lead/elm-park/exports/people.{kind}{end}" for kind in ("csv", "xlsx", "pdf")),
    ]
    assert {lewis.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("on", ["", "x", "2999-01-01"])
def test_without_a_day_it_is_today(elm, lewis, on):
    made = schedule_of(elm.lewis, elm.organisation)

    page = lewis.get(f"{LISTS}{made.key}/?on={on}").content.decode()

    assert 'href="/lead/elm-park/people/?status=overdue"' in page


def test_it_is_paused_gone_on_with_and_ended(elm, lewis):
    made = schedule_of(elm.lewis, elm.organisation)
    path = f"{LISTS}{made.key}/"

    paused = lewis.post(path, {"pause": "1"}, follow=True)
    went_on = lewis.post(path, {"resume": "1"}, follow=True)
    nothing = lewis.post(path, {}, follow=True)
    ended = lewis.post(path, {"end": "1"}, follow=True)

    assert "Paused." in text_of(paused)
    assert "Next on" in text_of(went_on)
    assert "Next on" in text_of(nothing)
    assert "You are told of this list no more." in text_of(ended)
    assert ScheduledList.objects.count() == 0


def test_a_list_of_others_is_not_there(elm, harbour, lewis):
    noors = schedule_of(elm.noor, elm.organisation)
    beths = schedule_of(harbour.beth, harbour.organisation)
    pause_schedule(scheduled=noors, at=noors.made_at)

    keys = (noors.key, beths.key, uuid4())
    assert [lewis.get(f"{LISTS}{key}/").status_code for key in keys] == [404, 404, 404]
    assert lewis.post(f"{LISTS}{noors.key}/", {"end": "1"}).status_code == 404
