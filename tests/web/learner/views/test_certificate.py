"""One's own certificate: page, PDF, picture."""

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.certification.models import Certificate
from courses.certification.numbers import grouped
from tests.people import STARTED
from tests.web.reading import heading_of, text_of

KINDS = {"pdf": (b"%PDF-", "application/pdf"), "png": (b"\x89PNG", "image/png")}


@pytest.fixture
def number(passed):
    """Return the number of Amira's certificate."""
    return Certificate.objects.get().number


def test_the_page_says_everything_that_is_printed(amira, number):
    answer = amira.get(f"/learn/certificates/{number}.html")

    assert heading_of(answer) == "Your certificate"
    text = text_of(answer)
    for words in (
        "Valid",
        "Elm Park Certificate of completion Awarded to Amira Haddad for completing",
        "A small course Version 1.0.0",
        "Length 13 minutes, online",
        "Law and guidance The guide 2026",
        grouped(number),
        f"http://testserver/verify/{number}/",
    ):
        assert words in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_drawn_under_a_neutral_name(amira, number, kind):
    answer = amira.get(f"/learn/certificates/{number}.{kind}")

    begins, content_type = KINDS[kind]
    assert (answer.content[: len(begins)], answer["Content-Type"]) == (begins, content_type)
    assert answer["Content-Disposition"] == (
        f'attachment; filename="training-certificate-{number[:6]}.{kind}"'
    )
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_font_the_page_stands_in(amira, number, kind, settings, tmp_path):
    settings.BUILD_DIR = tmp_path
    certificate = Certificate.objects.get()
    certificate.printed["name"] = "அமிரா"  # Tamil: no font of it is built
    certificate.save()

    answer = amira.get(f"/learn/certificates/{number}.{kind}")

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert f"We cannot make the {kind.upper()} yet" in text_of(answer)
    assert "அமிரா" in text_of(answer)


@pytest.mark.parametrize("kind", ["html", *KINDS])
@pytest.mark.parametrize("who", ["lewis", "ash"])
def test_nobody_elses_is_there(elm, sign_in, number, kind, who):
    client = sign_in(getattr(elm, who))

    theirs = client.get(f"/learn/certificates/{number}.{kind}")
    missing = client.get(f"/learn/certificates/{'7' * 26}.{kind}")

    assert (theirs.status_code, missing.status_code) == (404, 404)
    assert b"Amira" not in theirs.content


def test_a_leaver_keeps_it(elm, amira, number):
    MembershipPeriod.objects.filter(membership__user=elm.amira).update(valid_until=STARTED)

    assert "Amira Haddad" in text_of(amira.get(f"/learn/certificates/{number}.html"))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"replaced_at": "2026-03-03T12:00Z"}, "Replaced"),
        (
            {"revoked_at": "2026-03-03T12:00Z", "revoked_by_id": 1, "revoked_reason": "Mistake"},
            "Withdrawn",
        ),
    ],
)
def test_the_page_says_when_it_no_longer_counts(amira, number, changes, word):
    Certificate.objects.update(**changes)

    assert f"Your certificate {word} " in text_of(amira.get(f"/learn/certificates/{number}.html"))
