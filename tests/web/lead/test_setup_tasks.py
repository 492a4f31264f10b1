"""The set-up list: what is done is counted, never stored."""

from dataclasses import replace
from datetime import date

import pytest

from courses.accounts.models import Organisation, Site
from courses.accounts.readiness import Readiness
from courses.catalogue.local_contacts import ContactHealth
from courses.catalogue.models import Contact
from courses.certification.models import CertificateDesign
from courses.notifications.plan import USUAL
from courses.web.lead.setup_tasks import Facts, tasks_of

WELL = ContactHealth(without_lead=(), stale=(), old=(), total=3)
NONE = ContactHealth(without_lead=(), stale=(), old=(), total=0)


def facts(**changes):
    """Return an organisation that has everything, changed as told."""
    whole = {
        "organisation": Organisation(slug="elm-park", accent="#0b5f69", logo="a" * 64),
        "on": date(2026, 3, 3),
        "sites": 2,
        "counts": Readiness(jobs=3, teams=0, people=12, leads=1),
        "health": WELL,
        "design": CertificateDesign(signatory="Noor"),
        "courses": 1,
        "with_access": 2,
        "without_step": 0,
        "plan": USUAL,
    }
    return Facts(**(whole | changes))


def states(found):
    return {one.title: one.status.word for one in tasks_of(found)}


def test_where_everything_is_there_everything_is_completed():
    assert set(states(facts()).values()) == {"Completed"}
    assert all(one.is_done for one in tasks_of(facts()))


def test_where_nothing_is_there_nothing_is_begun():
    empty = facts(
        organisation=Organisation(slug="elm-park"),
        sites=0,
        counts=Readiness(jobs=0, teams=0, people=1, leads=0),
        health=NONE,
        design=CertificateDesign(),
        courses=0,
        without_step=2,
    )

    found = states(empty)
    assert found.pop("Reminders") == "Completed"  # they go out by themselves
    assert set(found.values()) == {"Not started"}


@pytest.mark.parametrize(
    ("changes", "title", "hint"),
    [
        (
            {"health": ContactHealth((Site(name="South"),), (), (), 1)},
            "Whom staff tell",
            "No safeguarding lead yet for: South",
        ),
        (
            {"health": ContactHealth((), (Contact(),), (Contact(),), 4)},
            "Whom staff tell",
            "2 contacts to check again",
        ),
        (
            {"design": CertificateDesign()},
            "Branding and certificates",
            "Not chosen: signatory",
        ),
        (
            {"without_step": 1},
            "Signing in",
            "1 person with access has no second step yet",
        ),
        (
            {"plan": replace(USUAL, paused_until=date(2026, 3, 3))},
            "Reminders",
            "Paused until 3 March 2026",
        ),
    ],
)
def test_what_is_half_done_says_what_is_missing(changes, title, hint):
    (task,) = [one for one in tasks_of(facts(**changes)) if one.title == title]

    assert (task.status.word, task.hint, task.is_done) == ("In progress", hint, False)


def test_a_pause_that_is_over_holds_nothing_up():
    over = facts(plan=replace(USUAL, paused_until=date(2026, 3, 2), before=()))

    (task,) = [one for one in tasks_of(over) if one.title == "Reminders"]
    assert (task.status.word, task.hint) == ("Completed", "After the due day alone")


def test_each_task_leads_to_its_page_where_there_is_one(settings):
    urls = {one.title: one.url for one in tasks_of(facts())}

    assert urls["Sites"] == "/lead/elm-park/setup/sites/"
    assert urls["Whom staff tell"] == "/lead/elm-park/contacts/"
    assert urls["Staff"] == "/lead/elm-park/invitations/"
