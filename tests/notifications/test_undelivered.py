"""Which mail was not delivered, as far as a scope goes."""

from datetime import timedelta

import pytest

from courses.common.scope import Scope
from courses.notifications.models import Message
from courses.notifications.services import deliver_due, queue
from courses.notifications.undelivered import Stuck, given_up_count, stuck_at, undelivered
from tests.people import NOON, TODAY


@pytest.fixture
def mails(elm, harbour):
    """Return mail that was given up, to four people and to an address."""

    def make(user, organisation, **changes):
        fields = {
            "key": f"reminder:{user and user.pk}:{changes}",
            "recipient": user,
            "organisation": organisation,
            "kind": Message.Kind.REMINDER,
            "subject": "Safeguarding training",
            "body": "Sign in",
            "queued_at": NOON,
            "due_at": NOON,
            "tries": 8,
            "failed_at": NOON,
            "problem": "address-refused",
        }
        return Message.objects.create(**(fields | changes))

    return {
        "amira": make(elm.amira, elm.organisation),
        "grace": make(elm.grace, elm.organisation),
        "invited": make(None, elm.organisation, address="new@elm-park.example"),
        "tried": make(elm.amira, elm.organisation, failed_at=None, key="tried"),
        "waits": make(elm.amira, elm.organisation, failed_at=None, tries=0, problem="", key="w"),
        "code": make(elm.amira, elm.organisation, kind=Message.Kind.SIGN_IN, key="code"),
        "old": make(elm.amira, elm.organisation, queued_at=NOON - timedelta(days=91), key="old"),
        "callum": make(harbour.callum, harbour.organisation),
    }


def test_over_the_whole_organisation_everything_of_the_last_90_days(
    elm, mails, django_assert_num_queries
):
    whole = Scope(elm.organisation.pk, TODAY, whole=True)

    with django_assert_num_queries(2):
        found = undelivered(whole, at=NOON)

    assert found == [
        Stuck(mails["tried"], elm.membership(elm.amira).pk),
        Stuck(mails["invited"], None),
        Stuck(mails["grace"], elm.membership(elm.grace).pk),
        Stuck(mails["amira"], elm.membership(elm.amira).pk),
    ]
    assert given_up_count(whole, at=NOON) == 3


def test_a_part_sees_that_to_its_people(elm, mails):
    north = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))

    assert [one.message for one in undelivered(north, at=NOON)] == [
        mails["tried"],
        mails["amira"],
    ]
    found = [stuck_at(north, mails[name].pk) for name in ("amira", "tried", "grace", "callum")]
    assert found == [mails["amira"], None, None, None]


@pytest.mark.parametrize(
    ("who", "kind", "goes"),
    [
        ("amira", "reminder", True),
        ("amira", "recap", True),
        ("amira", "list", False),  # leads no more, or never did
        ("lewis", "list", True),
        ("lewis", "digest", True),
        ("sam", "reminder", False),  # has left
        ("sam", "supervision", False),
        ("sam", "certificate", True),  # their own stays theirs
        ("callum", "digest", False),
        ("callum", "reminder", True),  # of several organisations, he works at one
    ],
)
def test_mail_about_work_goes_to_whoever_works_there_when_it_leaves(elm, harbour, who, kind, goes):
    user = getattr(elm, who, None) or getattr(harbour, who)
    queue(
        key="one",
        kind=kind,
        subject="Safeguarding training",
        body="Sign in",
        recipient=user,
        organisation=elm.organisation,
        due_at=NOON,
    )

    assert deliver_due(at=NOON) == goes

    message = Message.objects.get()
    assert (message.problem, message.sent_at) == (("", NOON) if goes else ("left", None))
    whole = Scope(elm.organisation.pk, TODAY, whole=True)
    assert undelivered(whole, at=NOON) == []
