"""Adding training from a signed record of another organisation, in the browser."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.services import join
from courses.certification.models import Certificate
from courses.certification.portable import Record, identity
from courses.common.dates import local_date
from courses.learning.brought import BroughtRecord
from courses.learning.models import Completion
from courses.usecases.decline_record import decline_record
from courses.usecases.finish_attempt import finish_attempt
from tests.carrying import FIRST_ID, fresh, other_key, ours, signed_text
from tests.people import NOON, STARTED
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt
from tests.tables import verbs_about
from tests.usecases.bringing import brought_of
from tests.usecases.trusting import accepting, trusted_by
from tests.web.reading import errors_of, heading_of, text_of

ADD = "/learn/record/add/signed/"
KEYS = settings.DATA_DIR / "keys"


def today():
    return local_date(timezone.now())


@pytest.fixture
def own_text(elm, small_course):
    """Return a record of Amira that this platform signed, of another organisation's course."""
    return ours(KEYS, Record.model_validate(fresh(today())))


@pytest.fixture
def choice(elm, small_course):
    """Return the small course as Amira chooses it."""
    return f"{elm.membership(elm.amira).pk}-{small_course.course.pk}"


def send(client, text, course, entry=FIRST_ID, **more):
    return client.post(ADD, {"signed": text, "entry": entry, "course": course} | more)


def said(answer):
    return [words for _link, words in errors_of(answer)]


def test_it_is_checked_filled_in_and_sent_to_the_lead(amira, own_text, choice, sign_in, elm):
    assert f'href="{ADD}"' in amira.get("/learn/record/add/").content.decode()
    assert heading_of(amira.get(ADD)) == "Add training from a signed record"

    file = SimpleUploadedFile("record.jws", own_text.encode())
    asked = text_of(amira.post(ADD, {"file": file}))
    done = text_of(send(amira, own_text, choice) and amira.get("/learn/record/"))

    assert "Signature verified: signed by this site" in asked
    assert "Keeping children safe online, Harbour Trust" in asked
    assert "Waiting for your training lead" in done
    kept = BroughtRecord.objects.get()
    assert (kept.minutes, kept.signed_id, kept.signed["issuer"]) == (
        75,
        FIRST_ID,
        "This platform",
    )
    assert kept.evidence.startswith("Harbour Trust: Keeping children safe online, version 2.0.0")
    shown = text_of(sign_in(elm.lewis).get("/lead/elm-park/brought/"))
    assert "Signature verified Signed by This platform" in shown
    assert "Course there: their-course." in shown
    assert "Its name is" not in shown


def test_a_trusted_issuer_is_accepted_at_once_by_a_rule_and_told_so(
    amira, elm, small_course, choice
):
    issuer = trusted_by(elm.organisation, elm.ash)
    rule = accepting(elm.organisation, elm.ash, small_course.course, issuer=issuer)
    text = signed_text(fresh(today()))

    page = amira.post(ADD, {"pasted": text}).content.decode()
    done = text_of(amira.post(ADD, {"signed": text, "entry": FIRST_ID, "course": choice},
                              follow=True))  # fmt: skip

    assert f'value="{choice}" selected' in " ".join(page.split())
    assert "Accepted: it counts from now on." in done
    kept = BroughtRecord.objects.get()
    assert (kept.accepted, kept.rule, kept.decided_by_id) == (True, rule, None)
    assert verbs_about(kept) == ["offered-record", "accepted-record-by-rule"]
    assert Completion.objects.get().evidence.endswith(". Accepted by rule")


@pytest.mark.parametrize(
    "changes", [{"automatic": False}, {"months": 1}, {"their_course": "another-course"}]
)
def test_what_a_rule_does_not_cover_waits(amira, elm, small_course, choice, changes):
    issuer = trusted_by(elm.organisation, elm.ash)
    accepting(elm.organisation, elm.ash, small_course.course, issuer=issuer, **changes)
    text = signed_text(fresh(today()))
    if "months" in changes:
        row = fresh(today())["completions"][0] | {
            "completed_on": local_date(NOON).replace(year=today().year - 1).isoformat()
        }
        text = signed_text(fresh(today(), completions=[row]))

    send(amira, text, choice)

    assert BroughtRecord.objects.get().is_waiting


def test_a_staff_number_alone_is_looked_at_by_a_lead(amira, elm, small_course, choice):
    issuer = trusted_by(elm.organisation, elm.ash)
    accepting(elm.organisation, elm.ash, small_course.course, issuer=issuer)
    Membership.objects.filter(user=elm.amira).update(staff_number="17")
    known = identity(email=None, staff_code="17", salt="5a17").model_dump()
    subject = {"name": "Somebody with the same number", "identifier": known}

    send(amira, signed_text(fresh(today(), subject=subject)), choice)

    assert BroughtRecord.objects.get().is_waiting


def test_a_rule_about_this_site_takes_the_platforms_own_course_that_stands(
    amira, elm, harbour, small_course, choice
):
    rule = accepting(elm.organisation, elm.ash, small_course.course, their_course="small-course")
    enrolment = enrol(elm.amira, harbour.organisation, small_course)
    finish_lessons(enrolment)
    attempt = open_attempt(enrolment)
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=timezone.now())
    done = Completion.objects.get()
    row = fresh(today())["completions"][0] | {"id": str(done.thread), "course": "small-course"}
    text = ours(KEYS, Record.model_validate(fresh(today(), completions=[row])))
    certificate = Certificate.objects.filter(completion_thread=done.thread)

    certificate.update(revoked_at=NOON, revoked_by_id=elm.ash.pk, revoked_reason="A mistake")
    withdrawn = said(send(amira, text, choice, entry=row["id"]))
    certificate.update(revoked_at=None, revoked_by_id=None, revoked_reason="")
    send(amira, text, choice, entry=row["id"])

    assert withdrawn == [
        "The certificate of this training was withdrawn after the record was made. Choose another"
    ]
    kept = BroughtRecord.objects.get()
    assert (kept.accepted, kept.rule) == (True, rule)


def test_a_record_of_this_site_about_what_does_not_stand_here_is_looked_at_by_a_lead(
    amira, elm, small_course, own_text, choice
):
    accepting(elm.organisation, elm.ash, small_course.course)

    send(amira, own_text, choice)

    assert BroughtRecord.objects.get().is_waiting


def test_a_record_that_may_not_be_relied_upon_is_refused_in_its_own_words(amira, elm, choice):
    trusted_by(elm.organisation, elm.ash)
    day = today()
    whole = fresh(day)
    head, body, signature = signed_text(whole).split(".")
    older = fresh(day) | {"as_at": "2020-01-01", "until": "2021-01-01", "completions": []}
    bad = {
        signed_text(whole, key=other_key()): "does not know the key that signed it",
        f"{head}.{body[:-4]}AAAA.{signature}": "changed after it was signed",
        signed_text(whole, alg="none"): "is not signed",
        signed_text(whole, alg="HS256"): "another way than RS256",
        signed_text(older): "could be handed in until 1 January 2021",
        signed_text(whole | {"as_at": "2999-01-01", "until": "2999-01-02"}): "in the future",
        signed_text(whole | {"completions": []}): "nothing has been completed yet",
        signed_text(whole | {"subject": {"name": "Callum Fraser"}}): "somebody else's",
    }

    answers = {words: said(amira.post(ADD, {"pasted": text})) for text, words in bad.items()}
    again = said(send(amira, signed_text(whole, alg="none"), choice))

    assert {words: words in one for words, (one,) in answers.items()} == dict.fromkeys(
        answers, True
    )
    assert ["is not signed" in one for one in again] == [True]
    assert BroughtRecord.objects.count() == 0


def test_it_counts_once_however_often_it_is_handed_in(amira, elm, own_text, choice, sign_in):
    send(amira, own_text, choice)
    send(amira, own_text, choice)
    waiting = BroughtRecord.objects.get()
    newer = ours(KEYS, Record.model_validate(fresh(today(), schema_version=1)))
    other = fresh(today())
    other["completions"][0]["version"] = "2.0.1"
    replayed = ours(KEYS, Record.model_validate(other))

    assert waiting.is_waiting
    assert said(send(amira, newer, choice)) == []
    assert said(send(amira, replayed, choice)) == [
        "This training is on your record there already. Choose another"
    ]
    decline_record(
        membership=elm.membership(elm.amira),
        course=waiting.course,
        completed_on=waiting.completed_on,
        evidence=waiting.evidence,
        reason="Too long ago",
        at=NOON,
        actor_id=elm.lewis.pk,
    )
    assert said(send(amira, own_text, choice)) == [
        "This training is on your record there already. Choose another"
    ]
    elm.grace.name = "Amira Haddad"
    elm.grace.save()
    theirs = f"{elm.membership(elm.grace).pk}-{waiting.course_id}"
    assert said(send(sign_in(elm.grace), own_text, theirs)) == [
        "This training is on somebody else's record. Choose one of your own, or ask your training"
        " lead"
    ]


def test_what_was_completed_here_is_not_brought_here(amira, elm, passed, choice):
    row = fresh(today())["completions"][0] | {"id": str(Completion.objects.get().thread)}
    text = ours(KEYS, Record.model_validate(fresh(today(), completions=[row])))

    assert said(send(amira, text, choice, entry=row["id"])) == [
        "This training is on your record there already. Choose another"
    ]


def test_what_waits_already_what_is_too_old_and_what_is_not_chosen_is_said(
    amira, elm, small_course, own_text, choice
):
    day = fresh(today())["completions"][0]["completed_on"]
    brought_of(elm.membership(elm.amira), small_course.course, completed_on=day)
    row = fresh(today())["completions"][0] | {"completed_on": "2001-01-01"}
    old = ours(KEYS, Record.model_validate(fresh(today(), completions=[row])))

    assert said(send(amira, own_text, choice)) == [
        "You have sent training of that course and day already. Wait for the answer"
    ]
    assert said(send(amira, old, choice)) == ["It is longer ago than ten years. Choose another"]
    assert said(send(amira, own_text, "", entry="")) == [
        "Choose one",
        "Choose a course from the list",
    ]
    assert said(send(amira, own_text, "1-999", entry="x")) == [
        "Choose one of the record",
        "Choose a course from the list",
    ]


def test_only_organisations_that_know_the_issuer_are_offered(
    amira, elm, harbour, small_course, choice
):
    join(
        user=elm.amira,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=STARTED,
        at=NOON,
    )
    trusted_by(elm.organisation, elm.ash)

    text = text_of(amira.post(ADD, {"pasted": signed_text(fresh(today()))}))

    assert "A small course (Elm Park)" in text
    assert "A small course (Harbour Trust)" not in text
    assert "signed by Harbour training" in text


def test_another_name_with_an_address_that_fits_is_shown_to_the_lead(amira, elm, choice, sign_in):
    payload = fresh(today())
    payload["subject"]["name"] = "Amira Khan"
    send(amira, ours(KEYS, Record.model_validate(payload)), choice)

    shown = text_of(sign_in(elm.lewis).get("/lead/elm-park/brought/"))

    assert "Its name is Amira Khan; address or staff number fit." in shown


def test_who_works_nowhere_has_nobody_to_send_it_to(elm, amira, own_text):
    MembershipPeriod.objects.filter(membership__user=elm.amira).update(valid_until=STARTED)

    answer = amira.post(ADD, {"pasted": own_text})

    assert "No organisation that you work for here" in text_of(answer)
