"""Offering refreshers: once a stage, never beside a reminder, and nothing leads could read."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail

from courses.assessment import recall
from courses.assessment.models import Refresher, RefresherCard
from courses.assessment.services import offer as offered
from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Item
from courses.common.links import read
from courses.common.vocabulary import VERBS
from courses.learning.models import Completion
from courses.notifications.models import Message
from courses.notifications.queries import messages_to, reminder_key
from courses.notifications.services import queue
from courses.usecases import offer_refreshers as offering
from courses.usecases.offer_refreshers import offer_again as again
from courses.usecases.offer_refreshers import offer_refreshers
from tests.memory import forget
from tests.people import NOON, TODAY
from tests.refreshing import give_refresher, met
from tests.small_course import make_small_course
from tests.tables import everything

DAY = timedelta(days=1)


@pytest.fixture
def done(elm, harbour, small_course):
    """Return Amira's enrolment, met three weeks ago; nothing of it waits in the outbox."""
    enrolment = met(elm.amira, elm.organisation, small_course)
    Message.objects.all().delete()
    mail.outbox.clear()
    return enrolment


def test_a_mail_brings_the_link_and_names_no_topic(done, elm, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        counted = offer_refreshers(at=NOON)

    refresher = Refresher.objects.get()
    (sent,) = mail.outbox
    links = dict(re.findall(r"http://testserver/([\w-]+)/(\S+)/", sent.body))
    assert counted == Counter({"elm-park": 1})
    assert (refresher.enrolment, refresher.stage) == (done, 1)
    assert (sent.to, sent.subject) == (
        ["amira@elm-park.example"],
        "Safeguarding training: three questions, if you like",
    )
    assert read("refresher", links["refresher"]) == refresher.pk
    assert read("optional-mail", links["optional-mail"]) == elm.amira.pk
    assert AuditEvent.objects.get(verb="offered-refreshers").details == {"v": 1, "refreshers": 1}


def test_leads_do_not_read_that_it_was_sent(done, elm, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        offer_refreshers(at=NOON)

    assert Message.objects.get().sent_at is not None
    assert messages_to(elm.amira, organisation_id=elm.organisation.pk) == []


def test_a_second_run_offers_nothing_and_later_stages_come_once(done):
    offer_refreshers(at=NOON)
    before = everything()

    assert offer_refreshers(at=NOON + timedelta(hours=2)) == offer_refreshers(at=NOON + DAY)
    assert everything() == before
    for n in range(2, 120):
        offer_refreshers(at=NOON + n * DAY)
    assert list(Refresher.objects.order_by("pk").values_list("stage", flat=True)) == [1, 2, 3]


def test_a_dry_run_counts_and_writes_nothing(done):
    before = everything()

    assert offer_refreshers(at=NOON, dry_run=True) == Counter({"elm-park": 1})
    assert everything() == before


def test_on_the_day_of_a_reminder_it_waits(done, elm):
    queue(
        key=reminder_key(elm.amira.pk, TODAY), kind=Message.Kind.REMINDER, recipient=elm.amira,
        subject="x", body="x", due_at=NOON,
    )  # fmt: skip

    assert offer_refreshers(at=NOON) == Counter()
    assert offer_refreshers(at=NOON + DAY) == Counter({"elm-park": 1})


def test_two_courses_make_two_mails_on_two_days(done, elm):
    met(elm.amira, elm.organisation, make_small_course(slug="other"))

    assert [offer_refreshers(at=NOON + n * DAY).total() for n in range(3)] == [1, 1, 0]


def test_two_colleagues_are_both_offered_theirs_in_one_run(done, elm, small_course, monkeypatch):
    other = met(elm.noor, elm.organisation, small_course)
    asked = []
    missed_in = recall.missed_in
    monkeypatch.setattr(
        recall, "missed_in", lambda **where: asked.append(where) or missed_in(**where)
    )

    assert offer_refreshers(at=NOON) == Counter({"elm-park": 2})

    assert {one.enrolment for one in Refresher.objects.all()} == {done, other}
    assert len(asked) == 1  # what colleagues miss is worked out once an organisation and version


@pytest.mark.parametrize("people", [1, 3])
def test_many_offers_take_as_many_statements(
    done, elm, small_course, people, django_assert_num_queries
):
    for user in (elm.noor, elm.lewis)[: people - 1]:
        met(user, elm.organisation, small_course)
    waiting = [(one, 1) for one in recall.completions_to_refresh(on=TODAY)]
    assert len(waiting) == people

    with django_assert_num_queries(13):
        made = offering.offer_many(waiting, missed={}, plans={}, at=NOON)

    assert made == [elm.organisation] * people


def missed(enrolment):
    """Let the first of three questions of ``enrolment`` be missed today."""
    given = give_refresher(enrolment, at=NOON)
    RefresherCard.objects.filter(refresher=given, position=1).update(answered_at=NOON, right=False)
    return given


def test_what_was_missed_comes_back_alone_once_in_a_mail_that_says_so(done):
    given = missed(done)
    later = NOON + 14 * DAY

    assert offer_refreshers(at=later, dry_run=True) == Counter({"elm-park": 1})
    assert offer_refreshers(at=later) == Counter({"elm-park": 1})

    second = Refresher.objects.get(again=True)
    sent = Message.objects.get()
    assert (second.stage, [card.item for card in second.cards.all()]) == (
        1,
        [given.cards.get(position=1).item],
    )
    assert sent.subject == "Safeguarding training: once more, if you like"
    assert "What was hard comes back once" in sent.body
    before = everything()
    assert [offer_refreshers(at=later + n * DAY) for n in range(3)] == [Counter()] * 3
    assert everything() == before


def test_it_waits_where_there_is_a_mail_and_is_not_made_twice(done, elm):
    given = missed(done)
    (completion,) = Completion.objects.all()
    key = reminder_key(elm.amira.pk, TODAY)
    queue(key=key, kind=Message.Kind.REMINDER, recipient=elm.amira, subject="x", body="x",
          due_at=NOON)  # fmt: skip

    key = reminder_key(elm.amira.pk, TODAY + timedelta(days=14))
    queue(key=key, kind=Message.Kind.REMINDER, recipient=elm.amira, subject="x", body="x",
          due_at=NOON + 14 * DAY)  # fmt: skip

    assert again(completion, given, at=NOON) is False
    assert offer_refreshers(at=NOON + 14 * DAY) == Counter()
    assert again(completion, given, at=NOON + DAY) is True
    assert again(completion, given, at=NOON + 2 * DAY) is False


def test_a_question_that_is_asked_no_more_does_not_come_back(done):
    given = missed(done)
    Item.objects.update(in_quiz=False)
    forget()

    assert again(Completion.objects.get(), given, at=NOON) is False
    assert not Refresher.objects.filter(again=True).exists()


def test_a_course_without_questions_has_none(done):
    Item.objects.update(in_quiz=False)
    forget()

    assert offer_refreshers(at=NOON) == Counter()
    assert not Refresher.objects.exists()


def test_where_somebody_was_faster_nothing_is_offered(done):
    (completion,) = Completion.objects.all()
    offered(enrolment=done, stage=1, drawn=[], items={}, at=NOON)

    assert offering.offer(completion, missed={}, at=NOON) is False


def test_when_the_trail_cannot_be_written_nothing_is_sent(
    done, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.delitem(VERBS, "offered-refreshers")

    with (
        django_capture_on_commit_callbacks(execute=True) as callbacks,
        pytest.raises(UnknownVerb),
    ):
        offer_refreshers(at=NOON)

    assert (callbacks, mail.outbox) == ([], [])
