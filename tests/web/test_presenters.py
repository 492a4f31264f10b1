"""The words and shapes of the one table of statuses; days; contacts."""

from datetime import date, timedelta

import pytest

from courses.accounts.models import Organisation, User
from courses.catalogue.contacts import Contacts
from courses.catalogue.models import Contact
from courses.certification.validity import CertificateState
from courses.compliance.revising import Change
from courses.compliance.status import Finding, State
from courses.web.presenters import (
    Status,
    certificate_status,
    change_rows,
    concern_panel,
    day_from_here,
    day_in_words,
    lead_status,
    lead_status_in_brief,
    learner_status,
    progress_status,
    shown_contact,
)

DAY = date(2027, 3, 12)


@pytest.mark.parametrize(
    ("state", "lead", "learner", "shape"),
    [
        (State.NOT_REQUIRED, "Not required", "Not needed for your job", "dash"),
        (State.EXEMPT, "Exempt until 12 March 2027", "Excused until 12 March 2027", "square"),
        (State.DUE, "Due 12 March 2027", "Due 12 March 2027", "circle"),
        (State.DUE_SOON, "Due soon: 12 March 2027", "Due soon: 12 March 2027", "half"),
        (State.OVERDUE, "Overdue since 13 March 2027", "Overdue since 13 March 2027", "triangle"),
        (
            State.RENEWAL_OPEN,
            "Renewal open, in date until 12 March 2027",
            "Renew by 12 March 2027",
            "tick-circle",
        ),
    ],
)
def test_each_standing_has_one_word_for_each_reader(state, lead, learner, shape):
    finding = Finding(state, DAY, ())

    assert lead_status(finding) == Status(lead, shape)
    assert learner_status(finding) == Status(learner, shape)


def test_in_date_is_a_tag_for_the_lead_and_plain_text_for_the_learner():
    finding = Finding(State.IN_DATE, DAY, ())

    assert lead_status(finding) == Status("In date until 12 March 2027", "tick")
    assert learner_status(finding) == Status("Completed", "")


def test_in_date_for_ever_names_no_day():
    assert lead_status(Finding(State.IN_DATE, None, ())) == Status("In date", "tick")


@pytest.mark.parametrize(
    ("state", "until", "word"),
    [
        (State.OVERDUE, DAY, "Overdue since 13 Mar 2027"),
        (State.RENEWAL_OPEN, DAY, "Renewal open, in date until 12 Mar 2027"),
        (State.IN_DATE, None, "In date"),
    ],
)
def test_among_many_columns_the_month_is_short(state, until, word):
    finding = Finding(state, until, ())

    assert lead_status_in_brief(finding) == Status(word, lead_status(finding).shape)


def test_a_rehearsal_names_at_most_200_people_each_from_what_to_what():
    held, late = Finding(State.IN_DATE, DAY, ()), Finding(State.OVERDUE, DAY, ())

    rows = change_rows([Change(n, f"Person {n}", held, late) for n in range(201)])

    assert len(rows) == 200
    assert rows[1] == {
        "membership": 1,
        "name": "Person 1",
        "before": lead_status(held),
        "after": lead_status(late),
    }


def test_every_standing_has_its_words():
    words = {state: lead_status(Finding(state, DAY, ())).word for state in State}

    assert len(set(words.values())) == len(State) == 7


@pytest.mark.parametrize(
    ("completed", "begun", "status"),
    [
        (False, False, Status("Not started", "bar-empty")),
        (False, True, Status("In progress", "bar-half")),
        (True, True, Status("Completed", "")),
        (True, False, Status("Completed", "")),
    ],
)
def test_progress_has_three_words(completed, begun, status):
    assert progress_status(completed=completed, begun=begun) == status


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (CertificateState.VALID, Status("Valid", "tick")),
        (CertificateState.EXPIRED, Status("Expired", "clock")),
        (CertificateState.WITHDRAWN, Status("Withdrawn", "cross")),
        (CertificateState.REPLACED, Status("Replaced", "arrow")),
    ],
)
def test_a_certificate_has_four_words(state, status):
    assert certificate_status(state) == status


def test_every_shape_is_drawn_by_the_stylesheet(settings):
    css = (settings.BASE_DIR / "courses/static/courses/site.css").read_text()
    finding = [Finding(state, DAY, ()) for state in State]
    shapes = {lead_status(one).shape for one in finding}
    shapes |= {certificate_status(state).shape for state in CertificateState}
    shapes |= {progress_status(completed=False, begun=begun).shape for begun in (True, False)}

    assert [shape for shape in sorted(shapes) if f".status--{shape}" not in css] == []


def test_a_day_is_written_without_a_leading_nought():
    assert day_in_words(date(2026, 3, 3)) == "3 March 2026"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (9, "Friday 12 March 2027 (in 9 days)"),
        (1, "Friday 12 March 2027 (tomorrow)"),
        (0, "Friday 12 March 2027 (today)"),
        (-1, "Friday 12 March 2027 (yesterday)"),
        (-2, "Friday 12 March 2027 (2 days ago)"),
    ],
)
def test_a_day_is_told_from_here(days, words):
    assert day_from_here(DAY, on=DAY - timedelta(days=days)) == words


def contact(**changes):
    """Return one contact that is not stored."""
    fields = {"name": "Mo Khan", "phone": "01632 960001", "checked_on": DAY, "review_by": DAY}
    return Contact(**{**fields, **changes})


@pytest.mark.parametrize(
    ("phone", "tel"),
    [("01632 960001", "01632960001"), ("+44 (0)1632 960001", "+4401632960001"), ("", "")],
)
def test_a_number_is_dialled_without_its_spaces(phone, tel):
    shown = shown_contact(contact(phone=phone), on=DAY)

    assert (shown.phone, shown.tel) == (phone, tel)


@pytest.mark.parametrize(
    ("days", "stale", "old"), [(180, False, False), (181, True, False), (366, True, True)]
)
def test_a_contact_is_stale_after_180_days_and_old_after_365(days, stale, old):
    shown = shown_contact(contact(), on=DAY + timedelta(days=days))

    assert (shown.is_stale, shown.is_old) == (stale, old)


def test_a_colleague_who_checked_is_named_to_colleagues_alone():
    checked = contact(
        organisation=Organisation(name="Elm Park"), checked_by=User(name="Ash Turner")
    )

    assert shown_contact(checked, on=DAY).checked_by == "Ash Turner"
    assert shown_contact(checked, on=DAY, names_checker=False).checked_by == "Elm Park"
    assert shown_contact(contact(), on=DAY).checked_by == ""


@pytest.mark.parametrize(
    ("slot", "is_link"), [("recording-form", True), ("deputy", False), ("con-1", False)]
)
def test_a_form_of_ones_own_is_opened_not_rung(slot, is_link):
    assert shown_contact(contact(slot=slot), on=DAY).is_link is is_link


def test_the_panel_leaves_999_to_its_own_place():
    national = (contact(name="Police", phone="999"), contact(name="NSPCC", phone="0808 800 5000"))

    panel = concern_panel(Contacts(local=(), national=national), place="Elm Park", on=DAY)

    assert [one.name for one in panel.national] == ["NSPCC"]
    assert (panel.place, panel.is_empty, panel.emergency_name) == ("Elm Park", True, "999")


def test_the_panel_is_not_empty_with_a_contact_of_ones_own():
    panel = concern_panel(Contacts(local=(contact(),), national=()), place="", on=DAY)

    assert ([one.name for one in panel.local], panel.is_empty) == (["Mo Khan"], False)
