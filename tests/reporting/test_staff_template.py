"""The list of staff as it is now, and that a staff file takes it without a change."""

from datetime import timedelta

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Tag
from courses.accounts.staff_columns import FIELDS, FIRST, LAST
from courses.common.scope import Scope
from courses.common.tables import csv_file, xlsx_file
from courses.reporting.staff_template import COLUMNS, template_table
from courses.usecases.read_staff_file import read_staff_file
from courses.usecases.tag_staff import tag_staff
from tests.people import NOON, STARTED, TODAY
from tests.usecases.staff_lists import shown, upload

DAY = timedelta(days=1)


def test_the_columns_are_all_that_a_staff_file_understands():
    assert set(COLUMNS) == set(FIELDS) - {FIRST, LAST}


def test_everybody_who_works_there_stands_in_the_columns_of_a_staff_file(
    elm, harbour, django_assert_num_queries
):
    with django_assert_num_queries(2):
        rows = list(template_table(Scope(elm.organisation.pk, on=TODAY, whole=True)))

    who = ["Amira Haddad", "amira@elm-park.example", "E001", "Class teacher", "North"]
    assert rows[:2] == [
        ["Name", "Email", "Staff number", "Job", "Site", "Team", "Tags", "Start date", "Last day"],
        [*who, "", "", STARTED, None],
    ]
    assert [row[0] for row in rows[2:]] == [
        "Ash Turner",
        "Grace Whitfield",
        "Lewis Grant",
        "Noor Siddiqui",
    ]


def test_uploaded_as_it_is_it_changes_nothing(elm, harbour, tmp_path):
    tags = [
        Tag.objects.create(organisation=elm.organisation, slug=f"t{number}", name=name)
        for number, name in enumerate(("Cook", "Drives, with a licence", "+1 post"))
    ]
    amira, grace = elm.membership(elm.amira), elm.membership(elm.grace)
    tag_staff(membership=amira, tags=tags, at=NOON, actor_id=elm.lewis.pk)
    MembershipPeriod.objects.filter(membership=amira).update(valid_until=TODAY + 30 * DAY)
    here = MembershipPeriod.objects.get(membership=grace)
    MembershipPeriod.objects.create(
        membership=grace,
        organisation=elm.organisation,
        role=here.role,
        site=elm.south,
        valid_from=TODAY + DAY,
        valid_until=TODAY + 60 * DAY,
        recorded_at=NOON,
    )
    elm.amira.name = "=Amira Haddad"
    elm.amira.save()

    rows = list(template_table(Scope(elm.organisation.pk, on=TODAY, whole=True)))
    told = {row[0]: (row[6], row[8]) for row in rows[1:4]}
    for content in (csv_file(rows), xlsx_file(rows, title="Staff")):
        file = upload(elm, tmp_path, b"".join(content), everybody=True)
        read_staff_file(file=file, at=NOON)
        kinds = {kind for _row, kind, _name in shown(file)}
        assert (kinds, file.rows.count()) == ({"unchanged"}, 5)

    assert told["=Amira Haddad"] == ("+1 post; Cook; Drives, with a licence", TODAY + 30 * DAY)
    assert told["Grace Whitfield"] == ("", None)
