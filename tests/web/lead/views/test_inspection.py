"""Packs and links on the lead's pages: made, taken, shared, cancelled, and closed to others."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.membership import Grant
from courses.audit.models import AuditEvent
from courses.common.scope import Scope
from courses.reporting import pack_files, services
from courses.reporting.models import InspectionLink, InspectionPack
from courses.reporting.pack_archive import rows_of_part, told_by
from courses.usecases.grant_access import end_access
from tests.inspecting import make_one
from tests.web.reading import heading_of, text_of

INSPECTION = "/lead/elm-park/inspection/"
KEY = "k" * 43


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Keep packs and keys in a folder of the test."""
    settings.DATA_DIR = tmp_path


def page_of(pack):
    return f"{INSPECTION}packs/{pack.reference}/"


def test_a_pack_is_three_clicks_from_signing_in(
    elm, lewis, today, django_capture_on_commit_callbacks
):
    assert f'href="{INSPECTION}"' in lewis.get("/lead/elm-park/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        asked = lewis.post(INSPECTION, {"site": ""})

    pack = InspectionPack.objects.get()
    assert (asked.status_code, asked["Location"]) == (303, page_of(pack))
    answer = lewis.get(page_of(pack))
    assert heading_of(answer) == f"Inspection pack of {today.day} {today:%B %Y}"
    assert (pack.where, pack.as_at, pack.known_at) == ("The whole organisation", today, None)
    file = lewis.get(f"{page_of(pack)}pack.zip")
    assert file["Content-Disposition"] == (
        f'attachment; filename="inspection-pack-elm-park-{today}.zip"'
    )
    assert b"".join(file.streaming_content) == pack_files.kept(pack.reference).read_bytes()
    assert AuditEvent.objects.filter(verb="took-pack", actor_id=elm.lewis.pk).count() == 1


def test_a_pack_of_a_past_day_as_it_was_known_then_of_one_site(
    elm, lewis, today, django_capture_on_commit_callbacks
):
    past = today - timedelta(days=3)
    with django_capture_on_commit_callbacks(execute=True):
        lewis.post(INSPECTION, {"site": "north", "as_at": past.isoformat(), "known_at": "that-day"})

    pack = InspectionPack.objects.get()
    path = pack_files.kept(pack.reference)
    names = [row[0] for row in rows_of_part(path, "matrix")[1:]]
    assert names == ["Amira Haddad", "Lewis Grant", "Noor Siddiqui"]
    told = told_by(path)
    assert (told["where"], told["as_at"], told["people"]) == ("North", past.isoformat(), 3)
    assert told["known_at"] is not None
    notes = {part["name"]: part["note"] for part in told["parts"]}
    assert notes["most-missed-questions"].startswith("Left out")
    assert "Only what was recorded by the end of that day counts." in text_of(
        lewis.get(page_of(pack))
    )


def test_what_is_wrong_is_said_and_nothing_is_made(lewis):
    answer = lewis.post(INSPECTION, {"as_at": "2999-01-01", "site": "nowhere"})

    text = text_of(answer)
    assert ("Enter today or a day in the past" in text, "Choose a site from the list" in text) == (
        True,
        True,
    )
    assert InspectionPack.objects.count() == 0


def test_of_a_day_on_which_nobody_was_there_no_pack_is_made(lewis):
    answer = lewis.post(INSPECTION, {"as_at": "1900-01-01", "site": ""})

    words = "Nobody is on record there on 1 January 1900. Choose another day or place"
    assert words in text_of(answer)
    assert InspectionPack.objects.count() == 0


def test_whoever_leads_a_site_makes_and_sees_packs_of_it_alone(
    elm, noor, lewis, today, django_capture_on_commit_callbacks
):
    of_all = make_one(elm.organisation, elm.lewis)
    with django_capture_on_commit_callbacks(execute=True):
        noor.post(INSPECTION, {"site": ""})

    pack = InspectionPack.objects.exclude(pk=of_all.pk).get()
    assert (pack.where, pack.people) == ("North", 3)
    assert [one.pk for one in noor.get(INSPECTION).context["packs"]] == [pack.pk]
    assert noor.get(page_of(of_all)).status_code == 404
    assert noor.get(f"{page_of(of_all)}pack.zip").status_code == 404
    assert [one.pk for one in lewis.get(INSPECTION).context["packs"]] == [pack.pk, of_all.pk]


def test_while_it_is_made_the_page_looks_again(elm, lewis, today):
    pack = services.ask_for_pack(
        organisation=elm.organisation,
        scope=Scope(elm.organisation.pk, today, whole=True),
        where="All",
        by=elm.lewis,
        at=timezone.now() - timedelta(minutes=11),
    )

    answer = lewis.get(page_of(pack))

    assert "The pack is being made." in text_of(answer)
    assert "It takes longer than it should." in text_of(answer)
    assert "courses/progress" in answer.content.decode()
    assert lewis.get(f"{page_of(pack)}pack.zip").status_code == 404
    asked = {"for_whom": "Inspector", "days": "14", "key": KEY}
    lewis.post(f"{page_of(pack)}share/", asked)
    assert InspectionLink.objects.count() == 0
    services.settle_pack(pack=pack, state=InspectionPack.State.FAILED)
    assert "The pack could not be made." in text_of(lewis.get(page_of(pack)))
    services.mark_removed(pack=pack)
    assert "The file was removed after 90 days." in text_of(lewis.get(page_of(pack)))


def test_a_link_is_shown_once_and_listed_with_how_often_it_was_looked_at(elm, lewis, client):
    pack = make_one(elm.organisation, elm.lewis)
    page = lewis.get(page_of(pack)).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]

    made = lewis.post(
        f"{page_of(pack)}share/", {"for_whom": "The inspector", "days": "14", "key": key}
    )
    again = lewis.post(
        f"{page_of(pack)}share/", {"for_whom": "The inspector", "days": "14", "key": key}
    )

    url = re.search(r'href="http[^"]*(/inspection/[^"]+)"', made.content.decode())[1]
    assert url == f"/inspection/{key}/"
    assert made.context["made"] == again.context["made"]
    assert key not in lewis.get(page_of(pack)).content.decode()
    assert client.get(url).status_code == 200
    (line,) = lewis.get(INSPECTION).context["lines"]
    assert (line.link.for_whom, line.word, line.is_open, line.views) == (
        *("The inspector", "Works"),
        *(True, 1),
    )


def test_what_is_wrong_with_a_link_is_said_and_what_was_typed_stays(elm, lewis):
    pack = make_one(elm.organisation, elm.lewis)

    answer = lewis.post(f"{page_of(pack)}share/", {"for_whom": "Me", "days": "90", "key": KEY})

    assert "Enter at most 60 days" in text_of(answer)
    assert 'value="Me"' in answer.content.decode()
    assert InspectionLink.objects.count() == 0


def test_a_token_in_use_makes_no_second_link(elm, lewis, sign_in):
    pack = make_one(elm.organisation, elm.lewis)
    asked = {"for_whom": "The inspector", "days": "14", "key": KEY}
    lewis.post(f"{page_of(pack)}share/", asked)

    answer = sign_in(elm.ash).post(f"{page_of(pack)}share/", asked)

    assert (answer.status_code, answer["Location"]) == (303, page_of(pack))
    assert InspectionLink.objects.count() == 1


def test_a_cancelled_link_opens_nothing_and_stays_in_the_list(elm, lewis, noor, client):
    pack = make_one(elm.organisation, elm.lewis)
    lewis.post(f"{page_of(pack)}share/", {"for_whom": "A", "days": "14", "key": KEY})
    link = InspectionLink.objects.get()
    cancel = f"{INSPECTION}links/{link.pk}/cancel/"

    assert noor.post(cancel).status_code == 404
    answer = lewis.post(cancel)

    assert (answer.status_code, answer["Location"]) == (303, INSPECTION)
    assert client.get(f"/inspection/{KEY}/").status_code == 404
    lines = lewis.get(INSPECTION).context["lines"]
    assert [(line.word, line.is_open) for line in lines] == [("Cancelled", False)]


def test_a_link_that_ran_out_says_so(elm, lewis):
    pack = make_one(elm.organisation, elm.lewis)
    services.share(
        pack=pack,
        token=KEY,
        for_whom="A",
        by=elm.lewis,
        at=timezone.now() - timedelta(days=15),
        expires_at=timezone.now() - timedelta(days=1),
    )

    assert [line.word for line in lewis.get(INSPECTION).context["lines"]] == ["Expired"]


def test_a_link_of_somebody_who_leads_no_more_opens_nothing_and_says_so(
    elm, lewis, sign_in, client
):
    ash = sign_in(elm.ash)
    pack = make_one(elm.organisation, elm.lewis)
    lewis.post(f"{page_of(pack)}share/", {"for_whom": "A", "days": "14", "key": KEY})
    assert client.get(f"/inspection/{KEY}/").status_code == 200
    assert [line.word for line in ash.get(INSPECTION).context["lines"]] == ["Works"]

    end_access(grant=Grant.objects.get(membership__user=elm.lewis), by=elm.ash, at=timezone.now())

    assert text_of(client.get(f"/inspection/{KEY}/")) == text_of(client.get("/inspection/none/"))
    lines = ash.get(INSPECTION).context["lines"]
    stopped = "Stopped: whoever made it has no access to it any more"
    assert [(line.word, line.is_open) for line in lines] == [(stopped, False)]


@pytest.mark.parametrize("links", [1, 3])
def test_the_page_asks_the_same_whatever_there_is(elm, lewis, links, django_assert_num_queries):
    pack = make_one(elm.organisation, elm.lewis)
    for n in range(links):
        services.share(
            pack=pack,
            token=str(n),
            for_whom="A",
            by=elm.lewis,
            at=timezone.now(),
            expires_at=timezone.now() + timedelta(days=1),
        )
    lewis.get(INSPECTION)

    with django_assert_num_queries(9):
        lewis.get(INSPECTION)
