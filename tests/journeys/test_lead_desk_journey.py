"""J5 and J6: Lewis takes in a messy list of staff, and chases whoever is overdue."""

import csv
import io
import re
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import Role, User
from courses.common.dates import local_date
from courses.compliance.audience import Audience
from courses.notifications.models import Message
from courses.usecases.change_reminders import change_reminders
from courses.usecases.set_requirement import set_requirement
from tests.journeys.checks import the_accessibility_baseline_is_met
from tests.journeys.given import School
from tests.journeys.steps import press, then_the_heading_is, when_signing_in
from tests.people import make_member

pytestmark = pytest.mark.browser
HEADING = "Name;Email;Staff number;Job;Site;Start date"
FORMULA = '=HYPERLINK("http://example.org")'


# J5: a messy staff file


def test_a_messy_list_is_previewed_applied_in_part_and_undone(
    open_window: Callable[..., Page], school: School, tmp_path: Path
):
    given_people_known_already(school)
    before = everybody()
    page = open_window()
    when_signing_in(page, school.elm.lewis, at="/lead/elm-park/staff-file/")
    then_the_heading_is(page, "Staff file")

    page.get_by_label("Choose your staff list").set_input_files(a_messy_list(tmp_path))
    page.get_by_label("Some people").check()
    press(page, "Upload and check")

    then_the_counts_are(page, {"To be mended": 5, "New people": 180, "Changed": 10, "Unchanged": 5})
    then_each_bad_row_says_how_to_mend_it(page)
    the_accessibility_baseline_is_met(page)
    page.get_by_role("link", name="Changed", exact=True).click()
    expect(page.get_by_role("main").get_by_text("→")).to_have_count(10)
    assert everybody() == before

    press(page, "Apply 190 rows")
    expect(page.get_by_text("Applied: 190 rows. 5 rows were left out.")).to_be_visible()
    assert User.objects.filter(email__startswith="new").count() == 180
    then_the_error_file_has_five_rows_and_no_formula(page)

    press(page, "Undo this file")
    expect(page.get_by_text("This file was undone")).to_be_visible()
    assert everybody() == before


def given_people_known_already(school: School) -> None:
    elm = school.elm
    for n in range(15):
        make_member(
            elm.organisation, elm.north, elm.teacher, f"Known Person{n:02}", number=f"K{n:02}",
            email=f"known{n:02}@elm-park.example",
        )  # fmt: skip


def everybody() -> set[tuple[object, ...]]:
    """Return who works where and since when, as it stands."""
    rows = MembershipPeriod.objects.current().values_list(
        "membership__user__name", "membership__staff_number", "site__slug", "valid_from"
    )
    return set(rows)


def a_messy_list(folder: Path) -> Path:
    """Write 200 rows as a spreadsheet of today saves them: semicolons, Windows-1252."""
    rows = [
        *(f"Néw Person{n:03};new{n:03}@elm-park.example;N{n:03};;North;" for n in range(180)),
        *(f"Known Person{n:02};;K{n:02};;South;" for n in range(10)),
        *(f"Known Person{n:02};;K{n:02};;North;" for n in range(10, 15)),
        f'"{FORMULA.replace(chr(34), chr(34) * 2)}";j.smith@;B1;;North;',
        "Ugo Where;ugo@elm-park.example;B2;;West;",
        "Twice Over;new001@elm-park.example;B3;;North;",
        "Twice Again;new002@elm-park.example;B4;;North;",
        ";nameless@elm-park.example;B5;;North;",
    ]
    path = folder / "staff.csv"
    path.write_bytes("\r\n".join([HEADING, *rows]).encode("cp1252"))
    return path


def then_the_counts_are(page: Page, counts: dict[str, int]) -> None:
    expect(page.get_by_role("heading", name="What this file would change")).to_be_visible()
    list_of_counts = page.get_by_role("main").locator("dl").first
    terms = list_of_counts.get_by_role("term").all_inner_texts()
    numbers = list_of_counts.get_by_role("definition").all_inner_texts()
    shown = {term.strip(): int(number) for term, number in zip(terms, numbers, strict=True)}
    assert shown == counts
    assert sum(shown.values()) == 200


def then_each_bad_row_says_how_to_mend_it(page: Page) -> None:
    lines = page.get_by_role("table").get_by_role("row").all_inner_texts()[1:]
    assert len(lines) == 5
    assert [re.search(r"\d+", line)[0] for line in lines] == ["197", "198", "199", "200", "201"]
    told = " ".join(lines)
    for words in ("“j.smith@”", "“West”", "“new001@elm-park.example”"):
        assert words in told, told


def then_the_error_file_has_five_rows_and_no_formula(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the rows to be mended").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == 6
    assert [row[1] != "" for row in rows[1:]] == [True] * 5
    assert f"'{FORMULA}" in rows[1]


# J6: chase the overdue


def test_everybody_overdue_is_reminded_once_in_three_clicks_and_a_confirmation(
    open_window: Callable[..., Page], school: School
):
    given_23_overdue_of_whom_2_have_no_address(school)
    page = open_window()
    when_signing_in(page, school.elm.lewis, at="/lead/elm-park/")
    then_the_heading_is(page, "Your team today")

    card = page.get_by_role("main").get_by_role("link").filter(has_text="past its due day")
    expect(card).to_contain_text("23")
    card.click()
    then_the_heading_is(page, "People")
    expect(page.get_by_text("23 people with these filters.")).to_be_visible()
    expect(page.get_by_role("table").get_by_role("rowheader")).to_have_count(23)
    address = page.url
    page.get_by_label(re.compile("All 23 people|The 23 people")).check()
    page.get_by_role("button", name="Remind").click()

    then_the_heading_is(page, "Remind Check, then confirm")
    expect(page.get_by_text("23 people: 21 will be reminded")).to_be_visible()
    the_accessibility_baseline_is_met(page)
    names = people_to_be_reminded(page)
    press(page, "Remind 21 people")

    expect(page.get_by_text(re.compile("23 people: 21 are sent a reminder, 2 "))).to_be_visible()
    sent = Message.objects.filter(kind="reminder")
    assert sorted(sent.values_list("recipient__name", flat=True)) == names
    assert {"exploit" in message.subject.lower() for message in sent} == {False}

    later = open_window()
    when_signing_in(later, school.elm.lewis, at=address)
    expect(later.get_by_text("23 people with these filters.")).to_be_visible()
    later.get_by_label(re.compile("All 23 people|The 23 people")).check()
    later.get_by_role("button", name="Remind").click()
    expect(later.get_by_text(re.compile("23 people: .*today"))).to_be_visible()
    assert Message.objects.filter(kind="reminder").count() == 21


def given_23_overdue_of_whom_2_have_no_address(school: School) -> None:
    elm, now = school.elm, timezone.now()
    always = {"quiet_from": time(0), "quiet_until": time(0)}
    change_reminders(organisation=elm.organisation, changes=always, at=now, actor_id=elm.lewis.pk)
    since = local_date(now) - timedelta(days=60)
    job = Role.objects.create(organisation=elm.organisation, slug="supervisor", name="Supervisor")
    for n in range(23):
        make_member(
            elm.organisation, elm.north, job, f"Late Person{n:02}", number=f"L{n:02}",
            email=f"late{n:02}@elm-park.example", valid_from=since,
        )  # fmt: skip
    User.objects.filter(email__in=["late00@elm-park.example", "late01@elm-park.example"]).update(
        email=None
    )
    set_requirement(
        organisation=elm.organisation, course=school.version.course,
        audience=Audience(roles=(job.pk,)),
        effective_from=since, due_days=28, valid_months=12, at=now,
    )  # fmt: skip
    assert Membership.objects.filter(user__name__startswith="Late").count() == 23


def people_to_be_reminded(page: Page) -> list[str]:
    """Return the names under the first group of the check page."""
    group = page.get_by_role("main").locator("details").first
    return sorted(group.locator("li a").all_text_contents())


# What a lead prints


def test_a_printed_page_leaves_the_menus_out(open_window: Callable[..., Page], school: School):
    page = open_window()
    when_signing_in(page, school.elm.lewis, at="/lead/elm-park/people/")
    then_the_heading_is(page, "People")
    menu = page.get_by_role("navigation", name="Team pages")
    expect(menu).to_be_visible()

    page.emulate_media(media="print")

    expect(menu).to_be_hidden()
    expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()
