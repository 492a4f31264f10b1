"""The tags of one person, from today on."""

from datetime import timedelta

import pytest

from courses.accounts.models import Tag
from courses.accounts.tagging import every_tagging_of
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.usecases.tag_staff import tag_staff
from tests.people import NOON, TODAY
from tests.tables import everything, trail

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
