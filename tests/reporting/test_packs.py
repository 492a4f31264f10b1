"""Which packs, links and gaps a scope opens, and what a token opens."""

from dataclasses import replace
from datetime import timedelta

import pytest

from courses.accounts.membership import Grant, MembershipPeriod
from courses.accounts.models import Team
from courses.common.scope import Scope
from courses.reporting import packs, services
from courses.reporting.models import InspectionPack
from tests.people import NOON, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def whole(elm, harbour):
    """Return the scope of the whole of Elm Park."""
    return Scope(elm.organisation.pk, TODAY, whole=True)


@pytest.fixture
def north(elm, whole):
    """Return the scope of its site North."""
    return Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))


def asked(elm, scope, at=NOON):
    return services.ask_for_pack(
        organisation=elm.organisation, scope=scope, where="Somewhere", by=elm.lewis, at=at
    )


def ready(pack):
    assert services.settle_pack(
        pack=pack, state=InspectionPack.State.READY, ready_at=NOON, sha256="ab"
    )
    return pack


def shared(elm, pack, token="t", days=14):
    return services.share(
        pack=pack,
        token=token,
        for_whom="Inspector",
        by=elm.lewis,
        at=NOON,
        expires_at=NOON + days * DAY,
    )


def gap(elm, site, thing="Missing", due_on=TODAY):
    return services.note_gap(
        organisation=elm.organisation,
        site=site,
        gap=thing,
        action="Do it",
        owner="Lewis Grant",
        noted_on=TODAY,
        due_on=due_on,
        at=NOON,
        actor_id=elm.lewis.pk,
    )


def test_a_scope_is_kept_with_the_pack_and_read_back(elm, whole, north):
    team = Team.objects.create(organisation=elm.organisation, name="Year 4")
    scopes = [
        replace(whole, known_at=NOON),
        replace(north, team_ids=frozenset({team.pk})),
    ]

    for scope in scopes:
        pack = asked(elm, scope)
        assert packs.scope_of(InspectionPack.objects.get(pk=pack.pk)) == scope


def test_a_lead_sees_the_packs_of_what_they_lead_and_no_others(elm, harbour, whole, north):
    of_all, of_north = asked(elm, whole), asked(elm, north, at=NOON + DAY)
    south = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.south.pk}))
    foreign = Scope(harbour.organisation.pk, TODAY, whole=True)

    assert packs.packs_in(whole) == [of_north, of_all]
    assert packs.packs_in(north) == [of_north]
    assert packs.packs_in(south) == []
    assert packs.packs_in(foreign) == []
    found = [packs.pack_in(one, reference=of_all.reference) for one in (whole, north, foreign)]
    assert found == [of_all, None, None]


def test_a_lead_sees_the_links_to_packs_they_hold(elm, whole, north):
    links = [shared(elm, asked(elm, whole), "a"), shared(elm, asked(elm, north), "b")]

    assert packs.links_in(whole) == links[::-1]
    assert packs.links_in(north) == links[1:]
    assert packs.link_in(north, number=links[0].pk) is None
    assert packs.link_in(whole, number=links[0].pk) == links[0]


def test_a_token_opens_its_link_until_it_runs_out_or_is_cancelled(elm, whole):
    link = shared(elm, ready(asked(elm, whole)))

    at = [NOON, NOON + 14 * DAY - timedelta(seconds=1), NOON + 14 * DAY]
    assert [packs.open_link("t", at=moment) for moment in at] == [link, link, None]
    assert packs.open_link("u", at=NOON) is None
    assert packs.link_of("t") == link
    assert services.cancel_link(link=link, at=NOON) is True
    assert services.cancel_link(link=link, at=NOON) is False
    assert packs.open_link("t", at=NOON) is None
    assert packs.link_of("t") == link


@pytest.mark.parametrize(
    ("ends", "opens"),
    [("nothing", True), ("access", False), ("work", False)],
)
def test_a_link_opens_while_its_maker_may_take_the_pack(elm, harbour, whole, ends, opens):
    link = shared(elm, ready(asked(elm, whole)))
    rows = {"access": Grant.objects, "work": MembershipPeriod.objects}
    if ends in rows:
        theirs = rows[ends].filter(membership__user=elm.lewis)
        assert theirs.update(valid_until=TODAY - DAY) == 1

    assert packs.open_link("t", at=NOON) == (link if opens else None)


def test_a_link_to_more_than_its_maker_leads_by_now_opens_nothing(elm, whole, north):
    link = shared(elm, ready(asked(elm, north)))
    shared(elm, ready(asked(elm, whole)), "all")
    Grant.objects.filter(membership__user=elm.lewis).update(site=elm.north)

    assert packs.open_link("t", at=NOON) == link
    assert packs.open_link("all", at=NOON) is None


def test_a_link_to_a_pack_that_is_not_ready_opens_nothing(elm, whole):
    shared(elm, asked(elm, whole))

    assert packs.open_link("t", at=NOON) is None


def test_the_token_itself_is_kept_nowhere(elm, whole):
    link = shared(elm, asked(elm, whole), "very-secret")

    assert "very-secret" not in str(vars(link))
    assert link.token_hash == packs.hash_of("very-secret")


def test_the_log_shows_the_gaps_of_a_scope_open_ones_by_their_due_day(elm, harbour, whole, north):
    late, soon = gap(elm, None, "Later", TODAY + DAY), gap(elm, elm.north)
    done = services.revise_gap(
        line=gap(elm, elm.south, "Old"), at=NOON + DAY, actor_id=elm.lewis.pk, done_on=TODAY
    )

    log = packs.gaps_in(whole)
    assert (log.open, log.done) == ([soon, late], [done])
    assert (packs.gaps_in(north).open, packs.gaps_in(north).done) == ([soon], [])
    foreign = Scope(harbour.organisation.pk, TODAY, whole=True)
    found = [packs.gap_in(one, thread=late.thread) for one in (whole, north, foreign)]
    assert found == [late, None, None]


def test_open_gaps_are_sorted_by_day_owner_and_site(elm, whole, django_assert_num_queries):
    everywhere = gap(elm, None, "Later", TODAY + DAY)
    south, north = gap(elm, elm.south), gap(elm, elm.north, due_on=TODAY + 2 * DAY)
    south = services.revise_gap(line=south, at=NOON, actor_id=elm.lewis.pk, owner="Ágnes")

    with django_assert_num_queries(4):
        found = {one: packs.gaps_in(whole, one).open for one in ("due", "-due", "owner", "site")}

    assert found == {
        "due": [south, everywhere, north],
        "-due": [north, everywhere, south],
        "owner": [south, everywhere, north],
        "site": [everywhere, north, south],
    }


def test_a_scope_is_narrowed_to_a_site_or_left(elm, whole):
    moment = replace(whole, known_at=NOON)

    assert packs.narrowed(moment, None) == moment
    assert packs.narrowed(moment, elm.north) == Scope(
        elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}), known_at=NOON
    )


def test_packs_kept_for_ninety_days_are_past_it(elm, whole):
    old, _new = asked(elm, whole, NOON - 91 * DAY), asked(elm, whole, NOON - 90 * DAY)

    assert list(packs.past_keeping(NOON)) == [old]
    assert services.mark_removed(pack=old) is True
    assert services.mark_removed(pack=old) is False
    assert list(packs.past_keeping(NOON)) == []
