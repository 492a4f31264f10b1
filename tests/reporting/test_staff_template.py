"""The list of staff as it is now."""

from courses.common.scope import Scope
from courses.reporting.staff_template import template_table
from tests.people import STARTED, TODAY


def test_everybody_who_works_there_stands_in_the_columns_of_a_staff_file(
    elm, harbour, django_assert_num_queries
):
    with django_assert_num_queries(1):
        rows = template_table(Scope(elm.organisation.pk, on=TODAY, whole=True))

    assert rows[:2] == [
        ["Name", "Email", "Staff number", "Job", "Site", "Team", "Start date"],
        ["Amira Haddad", "amira@elm-park.example", "E001", "Class teacher", "North", "", STARTED],
    ]
    assert [row[0] for row in rows[2:]] == [
        "Ash Turner",
        "Grace Whitfield",
        "Lewis Grant",
        "Noor Siddiqui",
    ]
