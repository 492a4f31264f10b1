"""Showing one's certificate to others."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.test import Client

from courses.accounts.membership import MembershipPeriod
from courses.audit.models import AuditEvent
from courses.certification.credential import KIND, text_of
from courses.certification.issuer_keys import published
from courses.certification.jws import opened
from courses.certification.models import Badge, Certificate, HolderLink
from tests.people import STARTED
from tests.usecases.racing import at_once, browsers, posting
from tests.web.reading import heading_of
from tests.web.reading import text_of as words_of


@pytest.fixture
def page(passed):
    """Return the address of Amira's certificate, without its ending."""
    return f"/learn/certificates/{Certificate.objects.get().number}"


def link_on(answer):
    """Return the address of the holder's link that a page shows, or None."""
    found = re.search(r'href="http://testserver(/verify/link/[^"]+)"', answer.content.decode())
    return found and found.group(1)


def test_a_link_is_made_once_shown_and_cancelled(amira, page):
    assert link_on(amira.get(f"{page}.html")) is None

    answers = [amira.post(f"{page}/link/") for _twice in range(2)]

    assert [(one.status_code, one["Location"]) for one in answers] == [
        (303, f"{page}.html#link")
    ] * 2
    assert HolderLink.objects.count() == 1
    shown = Client().get(link_on(amira.get(f"{page}.html")))
    assert (shown.status_code, "Awarded to Amira Haddad" in words_of(shown)) == (200, True)
    assert (shown["X-Robots-Tag"], "<form" in shown.content.decode()) == ("noindex", False)

    address = link_on(amira.get(f"{page}.html"))
    assert "The link opens nothing any more." in words_of(
        amira.post(f"{page}/link/cancel/", follow=True)
    )
    again = amira.post(f"{page}/link/cancel/", follow=True)
    assert "The link opens nothing any more." not in words_of(again)
    over = Client().get(address)
    assert (over.status_code, heading_of(over)) == (404, "This link opens nothing")
    assert over.content == Client().get("/verify/link/no-such-link/").content
    assert "Amira" not in words_of(over)


def test_a_withdrawn_certificate_is_shown_as_such_and_offers_nothing_new(amira, page):
    amira.post(f"{page}/link/")
    address = link_on(amira.get(f"{page}.html"))
    HolderLink.objects.update(cancelled_at=None)
    withdrawn = {"revoked_at": "2026-03-03T12:00Z", "revoked_by_id": 1, "revoked_reason": "Mistake"}
    Certificate.objects.update(**withdrawn)

    assert "Withdrawn" in words_of(Client().get(address))
    assert "Digital badge" not in words_of(amira.get(f"{page}.html"))
    refused = amira.post(f"{page}/badge/", follow=True)
    assert "counts no longer, so no badge can be made" in words_of(refused)
    assert Badge.objects.count() == 0


def test_a_badge_is_made_once_and_taken_as_picture_and_text(amira, page):
    missing = [amira.get(f"{page}/badge.{ending}").status_code for ending in ("png", "jwt")]

    made = [amira.post(f"{page}/badge/")["Location"] for _twice in range(2)]
    picture, text = (amira.get(f"{page}/badge.{ending}") for ending in ("png", "jwt"))

    assert (missing, made) == ([404, 404], [f"{page}.html#badge"] * 2)
    assert (picture["Content-Type"], text["Content-Type"]) == ("image/png", "application/jwt")
    assert text["Content-Disposition"].startswith('attachment; filename="training-badge-')
    assert text_of(picture.content).encode() == text.content
    assert opened(text.content.decode(), kind=KIND).key in published(settings.DATA_DIR / "keys")
    assert b"Amira" not in picture.content
    with ZipFile(BytesIO(amira.get("/learn/record/signed/training-record.zip").content)) as zipped:
        number = Certificate.objects.get().number
        assert zipped.read(f"badges/{number}.png") == picture.content
    assert f'href="{page}/badge.png"' in amira.get(f"{page}.html").content.decode()


@pytest.mark.parametrize("who", ["lewis", "ash"])
def test_nobody_elses_is_there(elm, amira, sign_in, page, who):
    amira.post(f"{page}/badge/")
    other = sign_in(getattr(elm, who))

    for missing in (page, f"/learn/certificates/{'7' * 26}"):
        answers = [
            other.post(f"{missing}/link/"),
            other.post(f"{missing}/link/cancel/"),
            other.post(f"{missing}/badge/"),
            other.get(f"{missing}/badge.png"),
            other.get(f"{missing}/badge.jwt"),
        ]
        assert [one.status_code for one in answers] == [404] * 5
    assert HolderLink.objects.count() == 0


def test_a_leaver_may_still_show_it(elm, amira, page):
    MembershipPeriod.objects.filter(membership__user=elm.amira).update(valid_until=STARTED)

    amira.post(f"{page}/link/")

    assert link_on(amira.get(f"{page}.html")) is not None


def test_a_link_ends_by_itself(amira, page):
    amira.post(f"{page}/link/")
    address = link_on(amira.get(f"{page}.html"))
    link = HolderLink.objects.get()
    HolderLink.objects.update(
        made_at=link.made_at - timedelta(days=31), expires_at=link.expires_at - timedelta(days=31)
    )

    assert Client().get(address).status_code == 404
    assert link_on(amira.get(f"{page}.html")) is None


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_link_and_one_badge(elm, harbour, page):
    link, badge = f"{page}/link/", f"{page}/badge/"
    jobs = [posting(one, link if n % 2 else badge) for n, one in enumerate(browsers(elm.amira))]

    answers = at_once(jobs)

    assert answers == [(303, f"{page}.html#badge"), (303, f"{page}.html#link")] * 4
    assert (HolderLink.objects.count(), Badge.objects.count()) == (1, 1)
    verbs = list(AuditEvent.objects.values_list("verb", flat=True))
    assert (verbs.count("shared-certificate"), verbs.count("made-badge")) == (1, 1)
