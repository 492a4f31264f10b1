"""The tags of one person, from today on."""

from datetime import timedelta

import pytest

from courses.accounts.models import Tag
from courses.accounts.tagging import every_tagging_of
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Course
from courses.common.vocabulary import VERBS
from courses.compliance.audience import Audience
from courses.compliance.services import set_requirement
from courses.usecases.tag_staff import rehearse_tags, tag_staff
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, trail
from tests.usecases.choosing import turns_in, turns_on

DAY = timedelta(days=1)


@pytest.fixture
def tags(elm, harbour):
    """Return two tags of Elm Park."""
    return [
        Tag.objects.create(organisation=elm.organisation, slug=name.lower(), name=name)
        for name in ("Cook", "Driver")
    ]


def carried(member):
    rows = every_tagging_of(member)
    return [(one.tag.name, one.valid_from, one.valid_until) for one in rows]


def test_what_differs_is_written_and_the_same_again_is_not(elm, tags):
    amira = elm.membership(elm.amira)
    by = {"membership": amira, "actor_id": elm.lewis.pk}

    assert tag_staff(tags=tags[:1], at=NOON - DAY, **by) is True
    before = everything()
    assert tag_staff(tags=tags[:1], at=NOON, **by) is False
    assert everything() == before
    assert tag_staff(tags=tags[1:], at=NOON, **by) is True

    yesterday = TODAY - DAY
    assert carried(amira) == [("Cook", yesterday, yesterday), ("Driver", TODAY, None)]
    tagged = ("tagged-staff", "membership", amira.pk, elm.lewis.pk)
    assert trail(elm.organisation.pk) == [tagged, tagged]


def test_without_its_audit_event_nothing_is_written(elm, tags, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "tagged-staff")

    with pytest.raises(UnknownVerb):
        tag_staff(membership=elm.membership(elm.amira), tags=tags, at=NOON, actor_id=elm.lewis.pk)

    assert everything() == before


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ((), {"den": 0}),
        (("Cook",), {}),
        (("Driver",), {"den": 0, "eel": 40}),
        (("Cook", "Driver"), {"eel": 40}),
    ],
    ids=["none", "same", "another", "one more"],
)
def test_what_is_rehearsed_is_what_becomes_of_them(elm, tags, wanted, found):
    amira = elm.membership(elm.amira)
    for tag, slug, first in zip(tags, ("den", "eel"), (STARTED, TODAY + 40 * DAY), strict=True):
        set_requirement(
            organisation=elm.organisation,
            course=Course.objects.create(slug=slug, owner=elm.organisation),
            audience=Audience(tags=(tag.pk,)),
            effective_from=first,
            due_days=28,
            at=NOON - 90 * DAY,
        )
    by = {"membership": amira, "actor_id": elm.lewis.pk}
    tag_staff(tags=tags[:1], at=NOON - 9 * DAY, **by)
    chosen = [tag for tag in tags if tag.name in wanted]
    before = everything()

    outcome = rehearse_tags(membership=amira, tags=chosen, on=TODAY)

    assert everything() == before
    assert {one.title: (one.on - TODAY).days for one in outcome.changes} == found
    days = [TODAY + n * DAY for n in (0, 1, 18, 19, 20, 39, 40, 41, 67, 68, 69)]
    assert turns_in(outcome) == turns_on(days, lambda: tag_staff(tags=chosen, at=NOON, **by))


def test_where_no_rule_asks_for_a_tag_the_rules_alone_are_read(
    elm, tags, django_assert_num_queries
):
    amira = elm.membership(elm.amira)

    with django_assert_num_queries(1):
        assert rehearse_tags(membership=amira, tags=tags, on=TODAY).changes == ()
