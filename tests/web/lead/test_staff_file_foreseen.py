"""What a staff file would make of people's standings, as its preview shows it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.common.dates import local_date
from courses.packages.staff_files import StaffFile
from courses.web.presenters import day_in_words
from tests.small_course import make_rule
from tests.usecases import staff_lists
from tests.web.reading import text_of


@pytest.fixture
def upload(elm, tmp_path):
    """Return how to upload a list and have it read; the answer is where its page is."""

    def up(*rows):
        file = staff_lists.read(elm, tmp_path, *rows, at=timezone.now())
        return f"/lead/elm-park/staff-file/{file.reference}/"

    return up


@pytest.fixture
def rule(elm, small_course):
    """Have everybody complete the small course within four weeks of starting, since long ago."""
    return make_rule(elm.organisation, small_course, valid_months=None)


OLD = "Mei Tan;mei@elm-park.example;E099;;North;2/9/2024"
OFFER = "Callum Fraser;callum@harbour-trust.example;E105;;North;2/9/2024"


def test_the_preview_says_whose_status_would_change(lewis, rule, harbour, upload):
    today = local_date(timezone.now())
    page = upload(OLD, f"Jo Bell;jo@elm-park.example;;;North;{today:%d/%m/%Y}", OFFER)
    told = text_of(lewis.get(page))
    late = text_of(lewis.get(f"{page}?becomes=overdue"))
    to_do = text_of(lewis.get(f"{page}?becomes=to-do:{rule.course_id}"))

    changes = f"Applied on {day_in_words(today)}, it changes the status of 2 people ."
    assert f"{changes} 1 person would be overdue at once. Check the start date." in told
    due = day_in_words(today + timedelta(days=28))
    becomes = f"1 person becomes overdue. 1 person gets it to do. By {due}. Which emails would go"
    assert becomes in told
    assert "Whoever is sent an offer is not counted here" in told
    assert "Everybody whose status changes" not in told
    assert "Overdue at once Row Name What it says 2 Mei Tan" in late
    assert "before Not required → after Overdue since 1 October 2024" in late
    assert "Jo Bell" not in late
    assert "A small course: 1 person gets it to do. Row Name What it says 3 Jo Bell" in to_do
    assert "Mei Tan" not in to_do
    assert "Everybody whose status changes" in text_of(lewis.get(f"{page}?becomes=everybody"))
    assert text_of(lewis.get(f"{page}?becomes=held:{rule.course_id}")) == told


def test_a_preview_says_that_nobody_changes_and_when_it_is_of_another_day(lewis, rule, upload):
    page = upload("Amira Haddad-Cole;amira@elm-park.example;E001;;;")
    nobody = text_of(lewis.get(f"{page}?becomes=everybody"))
    file = StaffFile.objects.get()
    file.foreseen["on"] = "2026-01-05"
    file.save()

    assert "it changes nobody's training status. The rows" not in nobody
    assert "it changes nobody's training status." in nobody
    assert "This was worked out on an earlier day." not in nobody
    assert "This was worked out on an earlier day." in text_of(lewis.get(page))


def test_a_file_read_before_says_nothing_of_status_nor_does_an_applied_one(
    elm, lewis, rule, upload
):
    page = upload(OLD)
    shown = text_of(lewis.get(page))
    StaffFile.objects.update(foreseen={})
    older = text_of(lewis.get(page))
    staff_lists.apply(elm, StaffFile.objects.get(), at=timezone.now())

    found = ["Whose training status would change" in one for one in (shown, older)]
    assert [*found, "Not required" in text_of(lewis.get(page))] == [True, False, False]
