"""What the demonstration shows under Inspection, and its tags."""

from courses.accounts.holds import LegalHold
from courses.accounts.membership import Grant, MembershipPeriod
from courses.accounts.tagging import every_tagging_of, names_on
from courses.reporting.models import GapAction, InspectionLink, InspectionPack
from courses.usecases.load_demo_inspection import (
    prepare_for_inspection,
    prepare_for_inspections,
    put_tags_on,
)
from tests.people import NOON, TODAY


def test_the_lead_has_gaps_a_pack_and_an_open_link(elm, harbour):
    prepare_for_inspection(elm.organisation, at=NOON)

    lines = GapAction.objects.known(None).order_by("noted_on")
    assert [(one.done_on is None, one.due_on < TODAY) for one in lines] == [
        (False, True),
        (True, False),
        (True, True),
    ]
    pack = InspectionPack.objects.get()
    assert (pack.by, pack.as_at) == (elm.lewis, TODAY)
    links = InspectionLink.objects.order_by("pk")
    assert [(one.pack, one.cancelled_at is None) for one in links] == [(pack, True), (pack, False)]
    held = LegalHold.objects.get()
    assert (held.membership, held.valid_until) == (elm.membership(elm.sam), None)


def test_an_organisation_is_prepared_once_and_no_other_is(elm, harbour):
    for _run in range(2):
        prepare_for_inspections(["elm-park"], at=NOON)

    assert [one.organisation for one in InspectionPack.objects.all()] == [elm.organisation]


def test_where_nobody_has_left_nobody_is_held(elm, harbour):
    MembershipPeriod.objects.filter(membership=elm.membership(elm.sam)).update(valid_until=None)

    prepare_for_inspection(elm.organisation, at=NOON)

    assert LegalHold.objects.count() == 0


def test_without_a_lead_there_is_nobody_to_show_it_to(elm, harbour):
    Grant.objects.all().delete()

    prepare_for_inspection(elm.organisation, at=NOON)

    assert (GapAction.objects.count(), InspectionPack.objects.count()) == (0, 0)


def test_people_carry_their_tags_for_a_month(elm, harbour):
    amira = elm.membership(elm.amira)

    put_tags_on(elm.organisation, {"First aider": ["E001"]}, members={"E001": amira}, at=NOON)

    assert names_on(every_tagging_of(amira), TODAY) == ["First aider"]
    assert elm.organisation.tags.get().slug == "first-aider"
