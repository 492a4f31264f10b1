"""History only grows: renewing a thousand people twice leaves every earlier row as it was."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import User
from courses.assessment.models import Attempt
from courses.catalogue.models import CourseVersion
from courses.catalogue.services import publish, save_draft
from courses.certification.keys import as_text, signing_key
from courses.certification.models import Certificate
from courses.certification.numbers import BYTES, new_number
from courses.certification.printed import PrintedFacts
from courses.common.dates import add_months
from courses.common.jcs import canonical
from courses.learning.models import Completion, Enrolment
from courses.usecases.enrol_staff import enrol_staff
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.set_requirement import set_requirement
from tests.people import NOON, STARTED, TODAY
from tests.small_course import answer_all, finish_lessons, open_attempt, small_draft

PEOPLE = 1_000
# The first time round, and two renewals after the day of the export; each teaches a newer edition.
ROUNDS = (("1.0.0", date(2025, 6, 1)), ("1.1.0", date(2026, 3, 4)), ("2.0.0", date(2026, 8, 1)))
EXPORT = f"/lead/elm-park/exports/matrix.csv?as_at={TODAY}"


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@dataclass
class School:
    """A thousand people, of whom Amira takes each round herself."""

    elm: object
    members: list[Membership]
    keys: object

    def renew(self, version: CourseVersion, day: date) -> None:
        """Let everybody pass ``version`` on ``day``: Amira by her own clicks, the rest in bulk."""
        self.by_hand(self.elm.amira, version, day)
        at, here = noon(day), self.elm.organisation
        common = {"organisation": here, "course_id": version.course_id, "version": version}
        enrolments = Enrolment.objects.bulk_create(
            Enrolment(learner=m.user, reason="required", enrolled_at=at, closed_at=at, **common)
            for m in self.members
        )
        Attempt.objects.bulk_create(
            Attempt(
                enrolment=one, number=1, seed="a", start_key=uuid4(), started_at=at,
                handed_in_at=at, score_numerator=2, score_denominator=2, passed=True,
            )
            for one in enrolments
        )  # fmt: skip
        done = Completion.objects.bulk_create(
            Completion(
                learner=one.learner, enrolment=one, completed_at=at, completed_on=day, minutes=12,
                how="quiz", recorded_at=at, **common,
            )
            for one in enrolments
        )  # fmt: skip
        Certificate.objects.bulk_create(self.certificate(one, number) for number, one in enumerate(
            done, start=PEOPLE * version.major * 100 + PEOPLE * version.minor
        ))  # fmt: skip

    def by_hand(self, user: User, version: CourseVersion, day: date) -> None:
        """Let one person enrol, read and pass as people do."""
        enrolment = enrol_staff(
            learner=user, organisation=self.elm.organisation, course=version.course,
            reason=Enrolment.Reason.REQUIRED, at=noon(day),
        )  # fmt: skip
        finish_lessons(enrolment, at=noon(day))
        attempt = open_attempt(enrolment, at=noon(day))
        answer_all(attempt, at=noon(day))
        finish_attempt(attempt=attempt, at=noon(day))

    def certificate(self, done: Completion, number: int) -> Certificate:
        """Return the signed certificate of ``done``."""
        facts = PrintedFacts(
            number=new_number(number.to_bytes(BYTES, "big")),
            name=done.learner.name,
            organisation="Elm Park",
            title=done.version.title,
            version=done.version.version,
            editions=(),
            minutes=12,
            completed_on=done.completed_on,
            valid_from=done.completed_on,
            valid_until=add_months(done.completed_on, 12),
            verify_url="https://training.example/verify/",
        )
        return Certificate(
            number=facts.number, completion_thread=done.thread, learner=done.learner,
            organisation=done.organisation, printed_name=facts.name, title=facts.title,
            version=facts.version, printed=facts.as_json(), issued_at=done.completed_at,
            valid_from=facts.valid_from, valid_until=facts.valid_until,
            signature=as_text(self.keys.sign(canonical(facts.signable()))),
        )  # fmt: skip


@pytest.fixture
def school(elm, harbour, settings):
    """Return Elm Park with a thousand people more."""
    users = User.objects.bulk_create(
        User(name=f"Person {n:04}", folded_name=f"person {n:04}", email=f"p{n}@many.example")
        for n in range(PEOPLE - 1)
    )
    members = Membership.objects.bulk_create(
        Membership(user=user, organisation=elm.organisation) for user in users
    )
    MembershipPeriod.objects.bulk_create(
        MembershipPeriod(
            membership=member, organisation=elm.organisation, role=elm.teacher, site=elm.north,
            valid_from=STARTED, recorded_at=NOON,
        )
        for member in members
    )  # fmt: skip
    return School(elm, members, signing_key(settings.DATA_DIR / "keys"))


def edition(number):
    """Return the small course, published under this number."""
    version = save_draft(draft=small_draft(version=number), owner_id=None)
    publish(version=version, at=NOON, actor_id=None, reason="")
    return version


def kept():
    """Return every attempt, completion and certificate as its row stands, by table and id."""
    return {
        (model.__name__, row["id"]): row
        for model in (Enrolment, Attempt, Completion, Certificate)
        for row in model.objects.values()
    }


def exported(client, query=""):
    return b"".join(client.get(EXPORT + query).streaming_content)


def test_two_renewals_of_a_thousand_people_leave_every_earlier_row_and_file_as_it_was(
    school, sign_in, client
):
    elm = school.elm
    lewis = sign_in(elm.lewis)
    first, *later = ROUNDS
    version = edition(first[0])
    set_requirement(
        organisation=elm.organisation, course=version.course, effective_from=STARTED, due_days=28,
        valid_months=12, at=NOON,
    )  # fmt: skip
    school.renew(version, first[1])
    yesterday, before = exported(lewis), kept()
    assert (yesterday.count(b"In date until"), yesterday.count(b"Overdue, was due")) == (PEOPLE, 4)

    for number, day in later:
        school.renew(edition(number), day)

    assert exported(lewis) == yesterday
    assert exported(lewis, "&known_at=that-day") == yesterday
    now = kept()
    closed = {"closed_at": None}
    assert {key: now[key] | closed for key in before if "closed_at" in now[key]} == {
        key: row | closed for key, row in before.items() if "closed_at" in row
    }
    assert {key: now[key] for key in before if "closed_at" not in now[key]} == {
        key: row for key, row in before.items() if "closed_at" not in row
    }
    tables = [model.objects.count() for model in (Attempt, Completion, Certificate)]
    assert tables == [3 * PEOPLE] * 3
    assert Completion.objects.current().count() == 3 * PEOPLE
    assert Certificate.objects.live().count() == 3 * PEOPLE
    then_every_time_round_opens(elm, sign_in, client)


def then_every_time_round_opens(elm, sign_in, client):
    """Open Amira's three results, editions and certificates, and somebody else's certificates."""
    amira, lewis = sign_in(elm.amira), sign_in(elm.lewis)
    mine = Enrolment.objects.filter(learner=elm.amira).order_by("pk")
    assert [one.version.version for one in mine] == [number for number, _day in ROUNDS]
    for enrolment in mine:
        course = f"/learn/{enrolment.registration}/"
        assert amira.get(f"{course}quiz/1/result/").status_code == 200
        assert enrolment.version.version in amira.get(course).content.decode()
    for certificate in Certificate.objects.filter(learner=elm.amira):
        page = amira.get(f"/learn/certificates/{certificate.number}.html")
        assert certificate.version in page.content.decode()
    other = User.objects.get(email="p500@many.example")
    numbers = list(Certificate.objects.filter(learner=other).values_list("number", flat=True))
    assert len(numbers) == 3
    for number in numbers:
        assert lewis.get(f"/lead/elm-park/certificates/{number}/").status_code == 200
        assert "Elm Park" in client.get(f"/verify/{number}/").content.decode()
