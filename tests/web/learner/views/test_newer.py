"""A document that was changed while somebody read it, in the browser."""

from datetime import timedelta

from courses.learning.models import Completion, Enrolment
from tests.documents import make_document
from tests.memory import forget
from tests.people import NOON
from tests.small_course import enrol
from tests.web.reading import heading_of, text_of

LATER = NOON + timedelta(minutes=5)


def test_who_confirms_the_earlier_edition_is_shown_what_is_different_and_goes_on(
    elm, harbour, sign_in
):
    mine = enrol(elm.amira, elm.organisation, make_document())
    amira, home = sign_in(elm.amira), f"/learn/{mine.registration}/"
    lesson = f"{home}lessons/first/"
    assert amira.get(f"{home}newer/")["Location"] == home
    amira.post(f"{lesson}checks/first-check/", {"first-check-answer": "tell-lead"})
    make_document(version="1.1.0", at=LATER)
    forget()

    told = amira.post(f"{lesson}finish/", follow=True)
    before = amira.get(home)

    assert heading_of(told) == "There is a new edition"
    assert "Version 1.1.0 has replaced version 1.0.0" in text_of(told)
    assert "The text itself says the same." in text_of(told)
    assert "There is a new edition, version 1.1.0." in text_of(before)
    assert list(Completion.objects.all()) == []
    gone_on = amira.post(f"{home}newer/", follow=True)
    again = amira.post(f"{home}newer/")
    fresh = Enrolment.objects.open().get()
    assert (fresh.version.version, Enrolment.objects.count()) == ("1.1.0", 2)
    assert "You are reading the new edition, version 1.1.0." in text_of(gone_on)
    assert again["Location"] == f"/learn/{fresh.registration}/"
    other = sign_in(elm.noor)
    assert [other.get(f"{home}newer/").status_code, other.post(f"{home}newer/").status_code] == [
        404,
        404,
    ]
