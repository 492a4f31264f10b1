"""What a person's standings come to: on each day of its stretch what the rule finds."""

from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.accounts.membership import Membership, MembershipPeriod
from courses.compliance.kept_tables import KeptPerson
from courses.compliance.people_kept import (
    BITS,
    DUE,
    FIRST_BAND,
    HELD,
    LATE,
    RENEWING,
    SOON,
    keep_people,
    people_to_keep,
)
from courses.compliance.ranks import LATER, WIDTH, state_of
from courses.compliance.status import State
from courses.usecases.refresh_standings import refresh_standings
from tests.compliance.histories import DAYS, cases
from tests.compliance.stored import HOUR, Stored
from tests.people import NOON, TODAY

PLACES = {State.OVERDUE: LATE, State.DUE_SOON: SOON, State.DUE: DUE}
NOT_ASKED = {State.NOT_REQUIRED, State.EXEMPT}


def numbers_of(ranks):
    """Return (states, asked, to do) of one person with these ranks by the place of the course."""
    states = asked = to_do = 0
    for place, rank in ranks.items():
        state = state_of(rank)
        asked |= 0 if state in NOT_ASKED else 1 << place
        to_do |= 1 << place if state in PLACES else 0
        counted = [PLACES[state]] if state in PLACES else []
        if state in (State.IN_DATE, State.RENEWAL_OPEN):
            band = rank % WIDTH
            counted = [HELD, *([RENEWING] if state is State.RENEWAL_OPEN else [])]
            counted += [FIRST_BAND + band] if band != LATER else []
        states += sum(1 << (BITS * one) for one in counted)
    return states, asked, to_do


def place_of(row):
    """Return where the row says that its person works."""
    return row.site_id, row.role_id, row.team_id


def works(member, day):
    """Return how many periods of a member hold on ``day``, and of one alone its place."""
    here = MembershipPeriod.objects.current().on(day).filter(membership=member)
    places = list(here.values_list("site", "role", "team"))
    return len(places), places[0] if len(places) == 1 else (None, None, None)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=st.lists(cases(), min_size=1, max_size=3), days=st.lists(DAYS, min_size=2, max_size=3))
def test_as_long_as_it_is_kept_it_is_what_the_rule_finds(elm, drawn, days):
    with transaction.atomic():
        stored = Stored(elm, drawn)
        here = elm.organisation.pk
        refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
        members = [one.pk for one in Membership.objects.filter(organisation=here)]
        assert people_to_keep(here, on=TODAY) == []

        for day in days:
            keep_people(organisation_id=here, membership_ids=members, on=day)
            assert people_to_keep(here, on=day) == []
            for row in KeptPerson.objects.filter(membership__in=[p.pk for p, _ in stored.people]):
                last = min(date.fromordinal(row.last_day), day + timedelta(days=900))
                for asked in (day, last):
                    reckoned = stored.reckoned(drawn, asked)
                    places = {
                        course: n for n, course in enumerate(sorted({c for _, c in reckoned}))
                    }
                    ranks = {
                        places[course]: rank
                        for (member, course), rank in reckoned.items()
                        if member == row.membership_id
                    }
                    assert (row.states, row.asked, row.to_do) == numbers_of(ranks)
                    assert (row.places, place_of(row)) == works(row.membership_id, asked)

        transaction.set_rollback(True)


def test_of_nobody_nothing_is_kept(elm):
    keep_people(organisation_id=elm.organisation.pk, membership_ids=[], on=TODAY)

    assert not KeptPerson.objects.exists()
    assert people_to_keep(elm.organisation.pk, on=TODAY) == sorted(
        Membership.objects.filter(organisation=elm.organisation).values_list("pk", flat=True)
    )
