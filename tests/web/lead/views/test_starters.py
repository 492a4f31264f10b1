"""Safe to start, in the browser: the list, its file, and putting somebody under supervision."""

from datetime import timedelta

import pytest

from courses.compliance.models import Supervision
from courses.compliance.services import set_requirement
from tests.people import NOON, STARTED, make_member
from tests.tables import everything
from tests.web.reading import errors_of, text_of

DAY = timedelta(days=1)
STARTERS = "/lead/elm-park/starters/"
ONLY = "This shows training only. It is not a DBS or recruitment check."


@pytest.fixture
def at_start(elm, harbour, small_course):
    """Return the rule that everybody holds the small course by their first day."""
    return set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=0,
        valid_months=12,
        at=NOON,
    )


@pytest.fixture
def ben(elm, at_start, today):
    """Return Ben, who began at North two days ago."""
    user = make_member(
        elm.organisation,
        elm.north,
        elm.teacher,
        "Ben Ashworth",
        number="E066",
        valid_from=today - 2 * DAY,
    )
    return elm.membership(user)


@pytest.fixture
def lead(elm, at_start, sign_in):
    """Return the browser of the lead of both sites."""
    return sign_in(elm.lewis)


def day(on):
    return {"last_day_day": on.day, "last_day_month": on.month, "last_day_year": on.year}


def supervise_url(member):
    return f"/lead/elm-park/people/{member.pk}/supervise/"


@pytest.fixture
def save(lead, ben, today):
    """Return how to send the form about Ben, changed as told."""

    def call(on=None, **changes):
        fields = {"reason": "Started at short notice", "supervisor": "noor siddiqui"}
        return lead.post(
            supervise_url(ben), fields | day(on or today + 20 * DAY) | changes, follow=True
        )

    return call


def test_the_list_says_who_may_not_work_unsupervised(lead, ben, today, elm):
    answer = lead.get(STARTERS)

    text = text_of(answer)
    assert [(card["number"], card["status"].word) for card in answer.context["cards"]] == [
        (1, "Not yet"),
        (0, "Supervised"),
        (0, "Training complete"),
    ]
    assert "Ben Ashworth" in text
    assert "Not yet: 1 course to finish" in text
    assert ONLY in text
    assert "Amira" not in text


def test_the_dashboard_and_the_person_page_say_the_same(lead, ben):
    home = lead.get("/lead/elm-park/")
    page = text_of(lead.get(f"/lead/elm-park/people/{ben.pk}/"))

    assert "1 starter is not yet safe to work unsupervised" in text_of(home)
    assert f'href="{STARTERS}?show=not-yet"' in home.content.decode()
    assert "Not yet: 1 course to finish" in page
    assert ONLY in page


def test_a_light_is_chosen_in_the_address_and_anything_else_shows_all(lead, ben):
    assert lead.get(f"{STARTERS}?show=complete").context["total"] == 0
    assert "No starter has this light: Training complete." in text_of(
        lead.get(f"{STARTERS}?show=complete")
    )
    for query in ("?show=not-yet", "?show=nonsense", "?page=9", "?page=x", "?page=-1"):
        assert lead.get(STARTERS + query).context["total"] == 1


def test_fifty_stand_on_a_page(lead, elm, today):
    for number in range(51):
        make_member(
            elm.organisation,
            elm.south,
            elm.teacher,
            f"Person {number:02}",
            email=f"p{number}@many.example",
            valid_from=today,
        )

    first, second = lead.get(STARTERS), lead.get(f"{STARTERS}?page=2")

    assert (len(first.context["people"]), len(second.context["people"])) == (50, 1)
    assert first.context["next_url"] == f"{STARTERS}?page=2"
    assert (first.context["previous_url"], second.context["next_url"]) == ("", "")
    assert second.context["previous_url"] == f"{STARTERS}?page=1"


def test_a_past_day_is_looked_at_without_actions(lead, ben, today):
    text = text_of(lead.get(f"{STARTERS}?as_at={today - DAY}"))
    before = text_of(lead.get(f"{STARTERS}?as_at={today - 90 * DAY}"))

    assert "Actions are switched off." in text
    assert "Not yet: 1 course to finish" in text
    assert "Name a supervisor" not in text
    assert "No starters in 60 days, before or after this day." in before


def test_without_a_rule_for_the_first_day_the_page_says_how_to_make_one(elm, lewis):
    text = text_of(lewis.get(STARTERS))

    assert "No rule asks for a course by the first day, so there is nothing to check." in text
    assert "See the rules" in text


def test_a_colleague_is_named_until_a_day(save, lead, ben, today):
    answer = save()

    assert "Noor Siddiqui supervises Ben Ashworth and is told by email." in text_of(answer)
    until = today + 20 * DAY
    assert f"Supervised until {until.day} {until:%B} {until.year} (Noor Siddiqui)" in text_of(
        answer
    )
    assert "Started at short notice" in text_of(answer)
    assert "1 starter works under supervision" in text_of(lead.get("/lead/elm-park/"))
    assert "Supervised until" in text_of(lead.get(f"/lead/elm-park/people/{ben.pk}/"))


def test_the_form_holds_what_is_saved_and_ends_it_today(save, lead, ben):
    save()
    page = lead.get(supervise_url(ben))

    assert page.context["form"]["supervisor"].value() == "noor@elm-park.example"
    assert "Supervised now" in text_of(page)
    answer = lead.post(supervise_url(ben), {"end": "1"}, follow=True)
    assert "Ben Ashworth is not supervised any more." in text_of(answer)
    assert list(Supervision.objects.current()) == []


def test_somebody_without_an_address_is_told_by_the_lead(save, elm):
    elm.noor.email = None
    elm.noor.save()

    words = "They have no email address: tell them yourself."
    assert words in text_of(save())


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"supervisor": ""}, "supervisor", "Enter who supervises them"),
        ({"supervisor": "nobody"}, "supervisor", "Nobody who works here today fits"),
        ({"supervisor": "a"}, "supervisor", "Several people fit"),
        ({"supervisor": "Ben Ashworth"}, "supervisor", "nobody supervises themselves"),
        ({"last_day_day": "31", "last_day_month": "2"}, "last_day", "Enter a real date"),
        ({"on": -1}, "last_day", "or a later day: supervision begins then"),
        ({"on": 85}, "last_day", "twelve weeks in all are the most"),
        ({"reason": ""}, "reason", "Choose a reason"),
        ({"reason": "Because"}, "reason", "Choose a reason from the list"),
    ],
)
def test_what_is_wrong_is_said_and_kept_and_nothing_is_written(save, today, changes, field, words):
    on = today + changes.pop("on") * DAY if "on" in changes else None
    rows = Supervision.objects.count()

    answer = save(on=on, **changes)

    ((link, said),) = errors_of(answer)
    assert link.startswith(f"#id_{field}")
    assert words in said
    assert Supervision.objects.count() == rows


def test_whoever_begins_later_can_be_supervised_by_the_lead_of_the_place(
    elm, at_start, today, sign_in
):
    noor = sign_in(elm.noor)
    there, elsewhere = (
        elm.membership(
            make_member(
                elm.organisation,
                site,
                elm.teacher,
                f"{name} Coming",
                valid_from=today + 9 * DAY,
            )
        )
        for name, site in (("Ines", elm.north), ("Omar", elm.south))
    )

    assert "Ines Coming" in text_of(noor.get(STARTERS))
    assert f'href="/lead/elm-park/people/{there.pk}/"' not in noor.get(STARTERS).content.decode()
    assert noor.get(supervise_url(there)).status_code == 200
    assert noor.get(supervise_url(elsewhere)).status_code == 404
    assert noor.get(supervise_url(elm.membership(elm.amira))).status_code == 200


def test_of_whom_nothing_is_asked_nothing_is_supervised(elm, lewis, today):
    before = everything()
    answer = lewis.post(
        supervise_url(elm.membership(elm.amira)),
        {"reason": "Started at short notice", "supervisor": "noor", **day(today)},
    )

    assert "so there is nothing to supervise" in text_of(answer)
    assert everything() == before


def test_the_file_holds_the_list_with_what_a_central_record_asks(save, lead, today):
    save()

    rows = b"".join(lead.get("/lead/elm-park/exports/starters.csv")).decode("utf-8-sig")

    lines = [line.strip('"').split('","') for line in rows.splitlines() if line]
    until = today + 20 * DAY
    light = f"Supervised until {until.day} {until:%B} {until.year} (Noor Siddiqui)"
    assert lines[0] == ["Starters: training only, not a DBS or recruitment check"]
    assert lines[-2][6:8] == ["Start date", "Training before start"]
    assert lines[-1] == [
        "Ben Ashworth",
        "E066",
        "ben@elm-park.example",
        "Class teacher",
        "North",
        "",
        (today - 2 * DAY).isoformat(),
        light,
        "A small course",
        until.isoformat(),
        "Noor Siddiqui",
        "Started at short notice",
    ]
    chosen = b"".join(lead.get("/lead/elm-park/exports/starters.csv?show=complete")).decode()
    assert "Light: Training complete" in chosen
    assert "Ben Ashworth" not in chosen
