"""Sending one passage of a course to a team: once a day, to who has the course, without a key."""

import pytest

from courses.accounts.queries import people_in
from courses.catalogue.models import Item
from courses.common.scope import Scope
from courses.notifications.models import Message
from courses.usecases.send_recap import Sent, send_recap
from tests.people import NOON, TODAY
from tests.small_course import enrol
from tests.tables import everything, trail


@pytest.fixture
def item(small_course):
    """Return a question of the quiz that a passage answers."""
    found = small_course.items.filter(in_quiz=True, anchor__isnull=False)
    return found.select_related("anchor__lesson").order_by("pk")[0]


@pytest.fixture
def send(elm, harbour, item):
    """Return how Lewis sends it to everybody at Elm Park."""

    def call(one=item):
        return send_recap(
            item=one,
            organisation=elm.organisation,
            members=people_in(Scope(elm.organisation.pk, TODAY, whole=True)),
            by=elm.lewis,
            at=NOON,
        )

    return call


def test_who_has_the_course_is_told_once_a_day_and_it_is_recorded(elm, send, item, small_course):
    mine = enrol(elm.amira, elm.organisation, small_course)
    enrol(elm.grace, elm.organisation, small_course)
    elm.grace.email = None
    elm.grace.save()

    assert send() == Sent(told=1, again=0, without=4)
    before = everything()
    assert send() == Sent(told=0, again=1, without=4)

    assert everything() == before
    told = Message.objects.get()
    passage = f"lessons/{item.anchor.lesson.identifier}/#{item.anchor.identifier}"
    assert (told.recipient, told.kind) == (elm.amira, "recap")
    assert told.subject == "Safeguarding training: two minutes to look at again"
    assert f"/learn/{mine.registration}/{passage}\n" in told.body
    said = [option.source for option in item.options.all()]
    assert [words for words in [item.stem_source, *said] if words in told.body] == []
    assert trail(elm.organisation.pk) == [("sent-recap", "item", item.pk, elm.lewis.pk)]


def test_without_a_passage_of_the_version_somebody_has_the_course_itself_is_linked(
    elm, send, item, small_course
):
    mine = enrol(elm.amira, elm.organisation, small_course)
    Item.objects.filter(pk=item.pk).update(anchor=None)

    assert send(Item.objects.get(pk=item.pk)) == Sent(told=1, again=0, without=4)

    assert f"/learn/{mine.registration}/\n" in Message.objects.get().body
