"""Who looked: by day and role, never by name."""

from datetime import timedelta

import pytest

from courses.audit.services import record
from tests.people import NOON
from tests.web.reading import heading_of, text_of

LOOKS = "/learn/record/looks/"


def look(elm, actor, *, days=0, at=None, verb="opened-person", whose=None, details=None):
    """Record that somebody looked at Amira's page."""
    record(
        verb=verb,
        about=whose or elm.membership(elm.amira),
        organisation_id=elm.organisation.pk,
        actor_id=actor.pk if actor else None,
        at=at or NOON + timedelta(days=days),
        details=details,
    )


def test_nobody_looked_yet(amira):
    answer = amira.get(LOOKS)

    assert heading_of(answer) == "Who looked"
    assert "Nobody has opened your page yet." in text_of(answer)
    assert "Newest first" not in text_of(answer)


def test_who_looked_stands_by_day_and_role_without_a_name(amira, elm, harbour):
    look(elm, elm.lewis)
    look(elm, elm.noor, days=1)
    look(elm, elm.noor, days=1)
    look(elm, elm.amira, days=2)
    look(elm, harbour.beth, days=3)
    look(elm, None, days=4)
    look(elm, elm.lewis, days=5, whose=elm.membership(elm.grace))
    look(elm, elm.lewis, days=6, verb="invited")

    text = text_of(amira.get(LOOKS))

    assert (
        "Day What Who 7 March 2026 Your page the platform itself 6 March 2026 Your page a colleague"
        " 5 March 2026 Your page you 4 March 2026 Your page, 2 times a training lead of North"
        " 3 March 2026 Your page a training lead of Elm Park Lists of many people"
    ) in text
    assert [name for name in ("Lewis", "Noor", "Beth") if name in text] == []


@pytest.mark.parametrize("days", [1, 3])
def test_pages_hold_fifty_looks_and_ask_the_same(amira, elm, days, django_assert_num_queries):
    for number in range(50 * days + 1):
        look(elm, elm.lewis, days=number % days, at=NOON + timedelta(minutes=number))
    amira.get(LOOKS)

    with django_assert_num_queries(8):
        first = amira.get(LOOKS)

    older = first.content.decode().partition('href="/learn/record/looks/?before=')[2].split('"')[0]
    second = text_of(amira.get(f"{LOOKS}?before={older}"))
    assert "Your page, 50 times" in text_of(first)
    assert "Back to the newest" in second
    assert ("Show older" in second) == (days > 1)
    assert "Nobody looked before that." in text_of(amira.get(f"{LOOKS}?before=1"))
    assert "Your page, 50 times" in text_of(amira.get(f"{LOOKS}?before=%C2%B2"))


def test_a_leaver_still_sees_who_looked(elm, sign_in):
    look(elm, elm.lewis, whose=elm.membership(elm.sam))

    assert "a training lead of Elm Park" in text_of(sign_in(elm.sam).get(LOOKS))


def test_whoever_gave_or_changed_the_address_one_signs_in_with_stands_there_too(amira, elm):
    look(elm, elm.lewis, verb="changed-details", details={"address": "first"})
    look(elm, elm.lewis, days=1, verb="changed-details", details={"address": "changed"})
    look(elm, elm.lewis, days=2, verb="changed-details")

    assert (
        "5 March 2026 Your details were changed a training lead of Elm Park"
        " 4 March 2026 The email address you sign in with was changed a training lead of Elm Park"
        " 3 March 2026 A first email address to sign in with was added for you"
        " a training lead of Elm Park"
    ) in text_of(amira.get(LOOKS))
