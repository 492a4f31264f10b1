"""What a lead changes about one person, in the browser."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import User
from courses.accounts.services import join
from courses.common.dates import local_date
from courses.usecases.record_training import record_training
from tests.people import NOON
from tests.tables import everything
from tests.web.reading import errors_of, text_of

PEOPLE = "/lead/elm-park/people/"
PAGES = ("details", "move", "leave")


def today():
    return local_date(timezone.now())


@pytest.fixture
def lewis(elm, harbour, sign_in):
    """Return the browser of the lead of both sites."""
    return sign_in(elm.lewis)


@pytest.fixture
def url(elm):
    """Return the address of one page about somebody, Amira where nobody is named."""

    def of(page, user=None):
        return f"{PEOPLE}{elm.membership(user or elm.amira).pk}/{page}/"

    return of


def saved(client, answer, words):
    member = Membership.objects.get(user__name__startswith="Amira").pk
    assert answer["Location"] == f"{PEOPLE}{member}/"
    assert words in text_of(client.get(answer["Location"]))


def test_the_forms_show_what_is_held(lewis, url, elm):
    pages = {page: lewis.get(url(page)).content.decode() for page in PAGES}

    assert 'value="amira@elm-park.example"' in pages["details"]
    options = pages["move"].partition('name="site"')[2].partition("</select>")[0]
    chosen = re.findall(r"<option[^>]*selected[^>]*>\s*(\w+)", options)
    assert chosen == ["North"]
    assert all("Amira Haddad" in page for page in pages.values())


def test_details_are_saved(lewis, url, elm):
    data = {
        "name": "Amira\u200b  Cole\u202e",
        "email": "amira@elm-park.example",
        "staff_number": "E100",
    }
    saved(lewis, lewis.post(url("details"), data), "The details of")

    member = elm.membership(elm.amira)
    assert (member.user.name, member.staff_number) == ("Amira Cole", "E100")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": "\u200b\u202e"}, ("#id_name", "Enter the name")),
        ({"email": ""}, ("#id_email", "Enter the email address")),
        ({"email": "nope"}, ("#id_email", "Enter an email address such as name@example.org")),
        (
            {"email": "callum@harbour-trust.example"},
            ("#id_email", "This address cannot be used. Enter another"),
        ),
        (
            {"staff_number": "E002"},
            ("#id_staff_number", "Somebody else has this number. Enter another or none"),
        ),
    ],
)
def test_details_that_cannot_be_are_explained_and_kept_as_typed(lewis, url, changes, error):
    before = everything()
    data = {"name": "Typed Name", "email": "typed@example.org", "staff_number": ""} | changes

    answer = lewis.post(url("details"), data)

    assert errors_of(answer) == [error]
    assert everything() == before


def test_of_a_shared_account_the_staff_number_alone_is_changed(lewis, url, elm, harbour):
    join(
        user=elm.amira,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=today(),
        at=NOON,
    )

    asked = lewis.get(url("details"))
    lewis.post(url("details"), {"name": "Mallory", "email": "m@m.example", "staff_number": "7"})

    member = elm.membership(elm.amira)
    assert "Another organisation knows this person too." in text_of(asked)
    assert (member.user.name, member.user.email, member.staff_number) == (
        "Amira Haddad",
        "amira@elm-park.example",
        "7",
    )


def test_without_an_address_none_is_asked_for(lewis, url, elm):
    User.objects.filter(pk=elm.amira.pk).update(email=None)

    saved(lewis, lewis.post(url("details"), {"name": "Amira Cole", "email": ""}), "The details of")


def test_a_leaver_without_an_address_is_given_one_and_opens_the_own_record_by_it(
    lewis, elm, client, small_course, django_capture_on_commit_callbacks
):
    User.objects.filter(pk=elm.sam.pk).update(email=None)
    record_training(
        membership=elm.membership(elm.sam),
        course=small_course.course,
        completed_on=date(2025, 4, 1),
        minutes=60,
        evidence="Seen",
        at=NOON,
    )
    page = f"/lead/elm-park/people/{elm.membership(elm.sam).pk}/details/"
    text = text_of(lewis.get(page))

    with django_capture_on_commit_callbacks(execute=True):
        given = lewis.post(page, {"name": elm.sam.name, "email": "sam@home.example"})
        client.post("/account/login/code/", {"email": "sam@home.example"})
    assert {address for one in mail.outbox for address in one.to} == {"sam@home.example"}
    codes = [re.search(r"\n\n(\S+)\n\n", one.body) for one in mail.outbox]
    client.post("/account/login/code/confirm/", {"code": next(filter(None, codes))[1]})
    record, todo = client.get("/learn/record/"), client.get("/learn/")

    assert "One of their own will do: ask them for it." in text
    assert given.status_code == 303
    assert "A small course" in text_of(record)
    assert "Nothing to do." in text_of(todo)


def test_a_move_is_saved(lewis, url, elm):
    data = {"job": elm.teacher.pk, "site": elm.south.pk, "team": "", "from_day": today()}

    saved(lewis, lewis.post(url("move"), data), "The change of Amira Haddad is saved.")

    periods = MembershipPeriod.objects.current().filter(membership__user=elm.amira)
    assert [one.site for one in periods.order_by("valid_from")] == [elm.north, elm.south]


@pytest.mark.parametrize(
    ("from_day", "message"),
    [
        ("", "Enter the day"),
        ("2026-02-30", "Enter a real date"),
        ("2020-01-01", "Enter a day on which they hold the job you change"),
        ("2090-01-01", "Enter a day at most a year ahead"),
    ],
)
def test_a_day_that_cannot_be_is_explained(lewis, url, elm, from_day, message):
    data = {"job": elm.teacher.pk, "site": elm.south.pk, "from_day": from_day}

    answer = lewis.post(url("move"), data)

    assert errors_of(answer) == [("#id_from_day_0", message)]


def test_nobody_is_put_into_a_team_of_another_site(lewis, url, elm):
    team = elm.organisation.teams.create(name="Night staff", site=elm.south).pk
    data = {"job": elm.teacher.pk, "site": elm.north.pk, "team": team, "from_day": today()}

    answer = lewis.post(url("move"), data)

    assert "This team is at another site. Choose one of the site, or none" in text_of(answer)
    assert lewis.post(url("move"), data | {"site": elm.south.pk}).status_code == 303


def test_a_last_day_is_saved(lewis, url, elm):
    saved(lewis, lewis.post(url("leave"), {"last_day": today()}), "The last day of Amira Haddad")

    period = MembershipPeriod.objects.current().get(membership__user=elm.amira)
    assert period.valid_until == today()


def test_a_last_day_to_come_is_shown_and_put_off(lewis, url, elm):
    for days in (2, 9):
        lewis.post(url("leave"), {"last_day": today() + timedelta(days=days)})

    page = lewis.get(url("leave"))

    assert page.context["form"]["last_day"].initial == today() + timedelta(days=9)


def test_a_leaver_has_no_later_last_day(lewis, url, elm):
    answer = lewis.post(url("leave", elm.sam), {"last_day": today()})

    assert "They have left already. Invite them again" in text_of(answer)


@pytest.mark.parametrize(
    ("last_day", "message"),
    [
        ("", "Enter the last day"),
        ("2020-01-01", "This is before their first day. Enter a later day"),
        ("2090-01-01", "Enter a day at most a year ahead"),
    ],
)
def test_a_last_day_that_cannot_be_is_explained(lewis, url, last_day, message):
    answer = lewis.post(url("leave"), {"last_day": last_day})

    assert errors_of(answer) == [("#id_last_day_0", message)]


def test_the_last_administrator_cannot_leave(elm, harbour, sign_in, url):
    answer = sign_in(elm.ash).post(url("leave", elm.ash), {"last_day": today()})

    assert "This is the last administrator. Make somebody else one first" in text_of(answer)


@pytest.mark.parametrize("page", PAGES)
def test_who_has_access_is_an_administrators_to_change(elm, lewis, sign_in, url, page):
    before = everything()
    data = {
        "name": "Mallory",
        "email": "m@m.example",
        "job": elm.teacher.pk,
        "site": elm.north.pk,
        "from_day": today(),
        "last_day": today(),
    }

    answers = [lewis.get(url(page, elm.ash)), lewis.post(url(page, elm.ash), data)]

    for answer in answers:
        assert "An administrator of the organisation makes this change." in text_of(answer)
    assert everything() == before
    assert (
        b"<form method" not in answers[0].content or answers[0].content.count(b'type="text"') == 0
    )
    assert "An administrator" not in text_of(sign_in(elm.ash).get(url(page, elm.grace)))


def test_a_job_at_a_place_of_others_is_not_ended_by_a_lead_of_one_site(elm, harbour, sign_in, url):
    join(
        user=elm.amira,
        organisation=elm.organisation,
        role=elm.teacher,
        site=elm.south,
        valid_from=today(),
        at=NOON,
    )

    answer = sign_in(elm.noor).post(url("leave"), {"last_day": today()})

    assert "also works at places that are not yours" in text_of(answer)


def test_a_leaver_is_moved_nowhere(lewis, url, elm):
    answer = lewis.post(url("move", elm.sam), {})

    assert "This person no longer works at a place of yours." in text_of(answer)


@pytest.mark.parametrize("page", PAGES)
def test_people_of_other_sites_and_organisations_are_not_there(elm, harbour, sign_in, page, url):
    south = MembershipPeriod.objects.get(membership__user=elm.grace).membership_id
    callum = harbour.membership(harbour.callum).pk
    noor = sign_in(elm.noor)

    for pk in (south, callum, 0):
        assert noor.get(f"{PEOPLE}{pk}/{page}/").status_code == 404


@pytest.mark.parametrize(("page", "data"), [("move", "from_day"), ("leave", "last_day")])
def test_what_others_changed_is_looked_at_again(lewis, url, elm, page, data, monkeypatch):
    lewis.get(url(page))  # so that no page is first imported while its query is another
    stale = list(MembershipPeriod.objects.filter(membership__user=elm.amira).select_related())
    MembershipPeriod.objects.filter(pk=stale[0].pk).update(superseded_at=NOON)
    monkeypatch.setattr("courses.accounts.staff.periods_from", lambda _member, on: stale)
    monkeypatch.setattr("courses.web.lead.views.staff.periods_from", lambda _member, on: stale)
    began = MembershipPeriod.objects.get(pk=stale[0].pk)
    began.pk = began.superseded_at = None
    began.save()
    tomorrow = today() + timedelta(days=1)

    answer = lewis.post(url(page), {"job": elm.teacher.pk, "site": elm.south.pk, data: tomorrow})

    assert "Somebody else has changed this person meanwhile." in text_of(answer)
