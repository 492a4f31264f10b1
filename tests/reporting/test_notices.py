"""What a lead is told beside the figures: as the pages say that count it, in one query."""

from datetime import date, timedelta

import pytest

from courses.accounts.asking_queries import requests_waiting
from courses.accounts.queries import sites_in
from courses.catalogue.services import publish, save_draft
from courses.catalogue.upkeep import number_past, versions_offered
from courses.common.scope import Scope
from courses.learning.brought import offer, waiting_in
from courses.reporting.notices import Notices, notices_on
from tests.people import NOON, TODAY
from tests.small_course import make_small_course, small_draft
from tests.usecases.asking import asks, way_into

IN_TIME = date(2026, 8, 1)
PAST = IN_TIME + timedelta(days=1)
YEARS_LATER = date(2040, 1, 1)


@pytest.mark.parametrize("people", [1, 3])
def test_it_says_what_the_pages_count_in_one_query(
    elm, small_course, people, django_assert_num_queries
):
    make_small_course(slug="other")
    own = save_draft(draft=small_draft(), owner_id=elm.organisation.pk)
    publish(version=own, at=NOON, actor_id=None, reason="")
    for user in (elm.amira, elm.noor, elm.lewis)[:people]:
        offer(
            learner_id=user.pk,
            organisation_id=elm.organisation.pk,
            course=small_course.course,
            completed_on=TODAY,
            minutes=60,
            evidence="Seen",
            at=NOON,
        )
    way = way_into(elm.south, elm.ash)
    for number in range(people):
        asks(way, email=f"{number}@example.org")

    for on in (IN_TIME, PAST, YEARS_LATER):
        for scope in (
            Scope(elm.organisation.pk, TODAY, whole=True),
            Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.south.pk})),
            Scope(elm.organisation.pk, TODAY),
        ):
            with django_assert_num_queries(1):
                found = notices_on(organisation=elm.organisation, scope=scope, brought=scope, on=on)
            past = number_past(versions_offered(elm.organisation), on=on)
            waiting = (waiting_in(scope).count(), requests_waiting(scope).count())
            assert found == Notices(*waiting, past, tuple(sites_in(scope)))
            assert [one.name for one in found.sites] == [one.name for one in sites_in(scope)]
