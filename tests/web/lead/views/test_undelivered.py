"""Mail that was not delivered, in the browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.notifications.models import Message
from tests.web.reading import text_of

PAGE = "/lead/elm-park/reminders/undelivered/"


@pytest.fixture
def stuck(elm, harbour):
    """Return how to make a mail that was given up."""

    def make(user, organisation, **changes):
        at = timezone.now() - timedelta(days=1)
        fields = {
            "key": f"reminder:{user.pk}:{changes}",
            "recipient": user,
            "organisation": organisation,
            "kind": Message.Kind.REMINDER,
            "subject": "Safeguarding training",
            "body": "Sign in",
            "queued_at": at,
            "due_at": at,
            "tries": 8,
            "failed_at": at,
            "problem": "address-refused",
        }
        return Message.objects.create(**(fields | changes))

    return make


def test_each_is_shown_with_its_reason_and_what_would_help(elm, harbour, lewis, stuck):
    stuck(elm.amira, elm.organisation)
    stuck(harbour.callum, harbour.organisation)
    stuck(elm.amira, elm.organisation, kind=Message.Kind.SIGN_IN)
    stuck(elm.amira, elm.organisation, failed_at=None, tries=2, problem="server-refused")

    shown = text_of(lewis.get(PAGE))
    before = text_of(lewis.get("/lead/elm-park/reminders/"))

    assert "1 mail could not be delivered" in before
    assert (
        "Amira Haddad, amira@elm-park.example The mail server says that nobody has this address."
        " Correct the address, then try again."
    ) in shown
    assert "It is tried again by itself." in shown
    assert shown.count("Try again :") == 1
    assert "Callum" not in shown


def test_where_everything_was_taken_the_page_says_so(lewis):
    assert "Every mail of the last 90 days was taken" in text_of(lewis.get(PAGE))


def test_it_is_sent_again_once(elm, lewis, stuck):
    mail = stuck(elm.amira, elm.organisation)

    first = lewis.post(f"{PAGE}again/", {"message": mail.pk})
    told = text_of(lewis.get(PAGE))
    lewis.post(f"{PAGE}again/", {"message": mail.pk})

    mail.refresh_from_db()
    assert (first.status_code, first["Location"]) == (303, PAGE)
    assert "It is being sent again." in told
    assert mail.failed_at is None
    assert "That mail is not waiting here any more." in text_of(lewis.get(PAGE))


def test_what_is_foreign_missing_or_out_of_scope_stays(elm, harbour, noor, stuck):
    others = [stuck(harbour.callum, harbour.organisation), stuck(elm.grace, elm.organisation)]

    for message in (*(one.pk for one in others), 0, "x", "9" * 30):
        noor.post(f"{PAGE}again/", {"message": message})

    assert Message.objects.filter(failed_at__isnull=False).count() == 2
    assert "Grace" not in text_of(noor.get(PAGE))
