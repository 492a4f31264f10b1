"""How far an organisation is set up."""

from courses.accounts.models import Team
from courses.accounts.readiness import Readiness, readiness_of
from tests.people import TODAY


def test_what_there_is_is_counted_of_one_organisation_on_one_day(
    elm, harbour, django_assert_num_queries
):
    Team.objects.create(organisation=elm.organisation, name="Year 4")

    with django_assert_num_queries(4):
        found = readiness_of(organisation=elm.organisation, on=TODAY)

    assert found == Readiness(jobs=1, teams=1, people=5, leads=2)
    assert readiness_of(organisation=harbour.organisation, on=TODAY) == Readiness(1, 0, 2, 1)
