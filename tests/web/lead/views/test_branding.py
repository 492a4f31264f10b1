"""The branding pages: from an upload to the certificate."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from courses.certification.designs import design_of
from courses.certification.models import Certificate
from tests.small_course import answer_all
from tests.web.reading import errors_of, text_of, title_of

BRANDING = "/lead/elm-park/branding/"


@pytest.fixture
def ash(elm, harbour, sign_in):
    """Return the administrator's browser."""
    return sign_in(elm.ash)


def logo(colour="black"):
    """Return a picture to upload."""
    out = BytesIO()
    Image.new("RGB", (96, 48), colour).save(out, format="PNG")
    return SimpleUploadedFile("logo.png", out.getvalue())


def test_a_plain_look_says_what_is_not_chosen(ash):
    text = text_of(ash.get(BRANDING))

    assert "Logo None Change Logo" in text
    assert "Colour The usual colour Change Colour" in text
    assert "Signatory of certificates Nobody named" in text


def test_an_uploaded_logo_is_on_the_page_and_the_example_certificate(ash, elm):
    answer = ash.post(f"{BRANDING}logo/", {"logo": logo()}, follow=True)

    elm.organisation.refresh_from_db()
    assert answer.redirect_chain == [(BRANDING, 302)]
    assert answer.content.decode().count(f"/brand/{elm.organisation.logo}.png") == 3
    assert design_of(elm.organisation.pk).logo == elm.organisation.logo
    served = ash.get(f"/brand/{elm.organisation.logo}.png")
    assert Image.open(BytesIO(served.content)).size == (96, 48)


def test_a_file_that_is_no_picture_is_refused_and_the_old_logo_stays(ash, elm):
    ash.post(f"{BRANDING}logo/", {"logo": logo()})
    elm.organisation.refresh_from_db()
    before = elm.organisation.logo

    answer = ash.post(f"{BRANDING}logo/", {"logo": SimpleUploadedFile("a.png", b"no picture")})

    words = "The file is not a PNG, JPEG or WebP picture, or it is damaged. Choose another file"
    assert errors_of(answer) == [("#id_logo", words)]
    assert title_of(answer).startswith("Error: Branding")
    elm.organisation.refresh_from_db()
    assert elm.organisation.logo == before


def test_a_logo_is_taken_away(ash, elm):
    ash.post(f"{BRANDING}logo/", {"logo": logo()})
    assert "Remove the logo" in text_of(ash.get(f"{BRANDING}logo/"))

    ash.post(f"{BRANDING}logo/", {"remove": "yes"})

    elm.organisation.refresh_from_db()
    assert (elm.organisation.logo, design_of(elm.organisation.pk).logo) == ("", "")


def test_a_colour_is_saved_and_shown(ash, elm):
    answer = ash.post(f"{BRANDING}colour/", {"accent": "7A1E5A"}, follow=True)

    assert "White on it is 9.7:1; 4.5:1 is needed." in text_of(answer)
    assert 'href="/brand/7a1e5a.css"' in answer.content.decode()


def test_a_pale_colour_is_refused_with_a_button_for_one_that_would_do(ash, elm):
    answer = ash.post(f"{BRANDING}colour/", {"accent": "#ffd200"})

    words = "White on #ffd200 is 1.4:1 and needs 4.5:1. Try #8c7300"
    assert errors_of(answer) == [("#id_accent", words)]
    page = answer.content.decode()
    assert ('value="#ffd200"' in page, 'name="accent" value="#8c7300"' in page) == (True, True)

    ash.post(f"{BRANDING}colour/", {"accent": ["#ffd200", "#8c7300"]})
    elm.organisation.refresh_from_db()
    assert elm.organisation.accent == "#8c7300"


def test_a_certificate_keeps_the_look_of_the_day_it_was_issued(
    ash, elm, amira, attempt, django_capture_on_commit_callbacks
):
    ash.post(f"{BRANDING}logo/", {"logo": logo()})
    ash.post(f"{BRANDING}certificate/", {"signatory": "Noor, head", "prints_logo": "yes"})
    elm.organisation.refresh_from_db()
    first = elm.organisation.logo
    answer_all(attempt)
    amira.post(f"/learn/{attempt.enrolment.registration}/quiz/1/hand-in/")
    number = Certificate.objects.get().number

    ash.post(f"{BRANDING}logo/", {"logo": logo("navy")})
    ash.post(f"{BRANDING}certificate/", {"signatory": "Somebody else", "prints_logo": "no"})

    page = amira.get(f"/learn/certificates/{number}.html")
    assert f'src="/brand/{first}.png" alt="Logo of Elm Park"' in page.content.decode()
    assert "Signatory Noor, head" in text_of(page)
    assert amira.get(f"/learn/certificates/{number}.pdf")["Content-Type"] == "application/pdf"
    assert amira.get(f"/brand/{first}.png").status_code == 200


def test_whether_to_print_the_logo_must_be_said(ash):
    answer = ash.post(f"{BRANDING}certificate/", {"signatory": "Noor"})

    assert errors_of(answer) == [("#id_prints_logo_0", "Choose yes or no")]
    assert 'value="Noor"' in answer.content.decode()
