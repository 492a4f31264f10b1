"""The shorter lists as files: the rows of each page, whose they are, and that each is recorded."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.utils import timezone

from courses.accounts.membership import Grant
from courses.accounts.models import Team
from courses.audit.models import AuditEvent
from courses.notifications.models import Message
from courses.usecases.note_gap import note_gap
from courses.web.lead import taking
from tests.inviting import invitation_to
from tests.rooms import make_room
from tests.updating import update_of
from tests.usecases.asking import asks, way_into
from tests.usecases.bringing import brought_of
from tests.web.reading import text_of

FILES = "/lead/elm-park/exports/"
DAY = timedelta(days=1)


def rows_of(answer):
    """Return the rows of a CSV file below its headings, and how many it says there are."""
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    table = [[cell.strip('"') for cell in line.split('","')] for line in lines]
    return [row[:4] for row in table[6:]], table[3][1]


@pytest.fixture
def note(elm, today):
    """Return how to note a gap of a site or of everywhere."""

    def call(gap, site, days):
        return note_gap(
            organisation=elm.organisation,
            site=site,
            gap=gap,
            action="=Act",
            owner="Lewis Grant",
            noted_on=today,
            due_on=today + days * DAY,
            at=timezone.now(),
            actor_id=elm.lewis.pk,
        )

    return call


def test_gaps_come_in_the_order_of_the_page_safe_from_formulas(elm, lewis, noor, note):
    note("No INSET day", None, 9)
    note("Two have not begun", elm.north, 1)
    note("Elsewhere", elm.south, 2)

    rows, number = rows_of(lewis.get(f"{FILES}gaps.csv?sort=-due"))
    own, _number = rows_of(noor.get(f"{FILES}gaps.csv"))

    assert rows == [
        ["No INSET day", "'=Act", "Lewis Grant", "All sites"],
        ["Elsewhere", "'=Act", "Lewis Grant", "South"],
        ["Two have not begun", "'=Act", "Lewis Grant", "North"],
    ]
    assert (number, own) == ("3", [["Two have not begun", "'=Act", "Lewis Grant", "North"]])
    page = lewis.get("/lead/elm-park/inspection/gaps/?sort=-due").context["exports"]
    assert page["pdf"] == f"{FILES}gaps.pdf?sort=-due"
    taken = AuditEvent.objects.filter(verb="exported").order_by("sequence").first()
    assert (taken.details["report"], taken.details["kind"], taken.details["people"]) == (
        *("gaps", "csv"),
        3,
    )


def test_invitations_and_what_was_held_say_whom_they_are_for(elm, lewis, noor, today):
    invitation_to(elm.organisation, "south")
    update = update_of(elm.amira, elm.organisation, "north", on=today)
    team = Team.objects.create(organisation=elm.organisation, name="Year 5")
    for place in ({"team": team, "site": None}, {"team": None, "site": None}):
        update.pk, update.reference = None, team_reference(place)
        update.__class__.objects.create(
            **{
                name: value
                for name, value in vars(update).items()
                if not name.startswith("_") and name not in ("id", "site_id", "team_id", "people")
            },
            **place,
        )

    invited, _number = rows_of(lewis.get(f"{FILES}invitations.csv"))
    held, number = rows_of(lewis.get(f"{FILES}updates.csv"))

    assert invited == [["Mei Tan", "mei@elm-park.example", "Class teacher", "South"]]
    assert rows_of(noor.get(f"{FILES}invitations.csv")) == ([], "0")
    assert (len(held), number) == (3, "3")
    lines = b"".join(lewis.get(f"{FILES}updates.csv")).decode()
    assert [f'"{one}"' in lines for one in ("North", "Year 5", "The whole organisation")] == [
        *(True, True, True),
    ]
    assert rows_of(noor.get(f"{FILES}updates.csv"))[1] == "1"


def team_reference(place):
    """Return a reference of its own for each place."""
    return uuid5(NAMESPACE_URL, str(place["team"]))


def test_records_that_wait_rooms_and_access(elm, harbour, small_course, lewis, noor, sign_in):
    brought_of(elm.membership(elm.amira), small_course.course)
    brought_of(elm.membership(elm.grace), small_course.course)
    make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis)
    Grant.objects.filter(membership__user=elm.noor).update(valid_until=None)
    ash = sign_in(elm.ash)

    waiting, number = rows_of(lewis.get(f"{FILES}brought.csv"))
    rooms, _number = rows_of(lewis.get(f"{FILES}rooms.csv"))
    access, _number = rows_of(ash.get(f"{FILES}access.csv"))

    assert [row[0] for row in waiting] == ["Amira Haddad", "Grace Whitfield"]
    assert (waiting[0][1], waiting[0][3], number) == ("E001", "A small course", "2")
    assert [row[0] for row in rows_of(noor.get(f"{FILES}brought.csv"))[0]] == ["Amira Haddad"]
    assert [row[:2] for row in rooms] == [["A small course", "The whole organisation"]]
    assert access == [
        ["Ash Turner", "ash@elm-park.example", "Administrator", "The whole organisation"],
        ["Grace Whitfield", "grace@elm-park.example", "Author", "The whole organisation"],
        ["Lewis Grant", "lewis@elm-park.example", "Training lead", "The whole organisation"],
        ["Noor Siddiqui", "noor@elm-park.example", "Training lead", "North"],
    ]
    assert lewis.get(f"{FILES}access.csv").status_code == 404


def test_rules_come_as_their_sentences(elm, rule, lewis, sign_in):
    rows, number = rows_of(lewis.get(f"{FILES}rules.csv"))

    assert (number, rows) == (
        "1",
        [
            [
                "A small course",
                "Everyone must complete “A small course” within 28 days of starting, and again"
                " every 12 months.",
                "Renewal opens 60 days before the end.",
                "Since 2 September 2024.",
            ]
        ],
    )
    assert (
        lewis.get("/lead/elm-park/requirements/").context["exports"]["csv"] == f"{FILES}rules.csv"
    )
    assert sign_in(elm.amira).get(f"{FILES}rules.csv").status_code == 404


def test_requests_to_join_come_with_who_is_here_already(elm, harbour, lewis, noor):
    way = way_into(elm.north, elm.ash)
    asks(way, staff_number="E001")
    asks(way_into(elm.south, elm.ash), email="jo@example.org", name="=Jo")

    rows, number = rows_of(lewis.get(f"{FILES}requests.csv"))
    whole = b"".join(lewis.get(f"{FILES}requests.csv")).decode()
    own, _number = rows_of(noor.get(f"{FILES}requests.csv"))

    mei = ["Mei Tan", "mei@example.org", "E001", "North"]
    assert (number, rows) == ("2", [mei, ["'=Jo", "jo@example.org", "", "South"]])
    assert '"Amira Haddad, E001"' in whole
    assert own == [mei]


def test_mail_that_was_not_delivered_comes_with_why(elm, harbour, lewis, noor):
    at = timezone.now() - DAY
    for user, organisation in (
        *((elm.amira, elm.organisation), (elm.ash, elm.organisation)),
        (harbour.callum, harbour.organisation),
    ):
        Message.objects.create(
            key=f"reminder:{user.pk}",
            recipient=user,
            organisation=organisation,
            kind=Message.Kind.REMINDER,
            subject="Safeguarding training",
            body="Sign in",
            queued_at=at,
            due_at=at,
            tries=8,
            failed_at=at,
            problem="address-refused",
        )

    rows, number = rows_of(lewis.get(f"{FILES}undelivered.csv"))
    whole = b"".join(lewis.get(f"{FILES}undelivered.csv")).decode()

    assert ([row[1] for row in rows], number) == (["Ash Turner", "Amira Haddad"], "2")
    assert '"Correct the address, then try again.","yes"' in whole
    assert [row[1] for row in rows_of(noor.get(f"{FILES}undelivered.csv"))[0]] == ["Amira Haddad"]


@pytest.mark.parametrize("people", [1, 3])
def test_a_file_costs_the_same_queries_however_long(
    elm, lewis, small_course, people, django_assert_num_queries
):
    for user in (elm.amira, elm.grace, elm.noor)[:people]:
        brought_of(elm.membership(user), small_course.course)

    with django_assert_num_queries(12):
        b"".join(lewis.get(f"{FILES}brought.csv"))


def test_every_list_comes_as_a_pdf_and_leads_back_where_it_is_too_long(
    elm, lewis, note, monkeypatch
):
    note("No INSET day", None, 9)
    printed = lewis.get(f"{FILES}gaps.pdf")
    monkeypatch.setattr(taking, "MOST_PEOPLE", 0)
    monkeypatch.setattr(taking, "MOST_IN_A_WORKBOOK", 0)
    long = [lewis.get(f"{FILES}gaps.{kind}?sort=owner", follow=True) for kind in ("pdf", "xlsx")]

    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    assert [one.redirect_chain for one in long] == [
        [("/lead/elm-park/inspection/gaps/?sort=owner", 302)]
    ] * 2
    assert "A PDF holds at most 0 rows." in text_of(long[0])
    assert "An Excel file of this list holds at most 0 rows." in text_of(long[1])
    assert AuditEvent.objects.filter(verb="exported").count() == 1
