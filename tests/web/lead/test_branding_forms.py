"""The forms of an organisation's look."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from courses.web.lead.branding_forms import ColourForm, LogoForm


def labels(form):
    return [str(one.label) for one in form.buttons()]


@pytest.mark.parametrize(("typed", "kept"), [("", ""), ("0B5F69", "#0b5f69")])
def test_a_readable_colour_or_none_is_kept(typed, kept):
    form = ColourForm(data={"accent": typed})

    assert (form.is_valid(), form.cleaned_data["accent"]) == (True, kept)
    assert labels(form) == ["Save colour"]


def test_a_pale_colour_is_refused_with_one_that_would_do():
    form = ColourForm(data={"accent": "#ffd200"})

    assert form.errors == {"accent": ["White on #ffd200 is 1.4:1 and needs 4.5:1. Try #8c7300"]}
    assert labels(form) == ["Save colour", "Use #8c7300 instead"]


def test_what_is_no_colour_is_refused_with_an_example():
    assert ColourForm(data={"accent": "red"}).errors == {
        "accent": ["Enter a colour as # and six digits or letters a to f, like #0b5f69"]
    }


def test_a_logo_is_drawn_anew():
    out = BytesIO()
    Image.new("RGB", (100, 50), "black").save(out, format="JPEG")
    form = LogoForm(data={}, files={"logo": SimpleUploadedFile("logo.jpg", out.getvalue())})

    assert form.is_valid()
    assert form.cleaned_data["logo"].startswith(b"\x89PNG")


def test_what_is_no_picture_is_refused_with_the_reason():
    svg = SimpleUploadedFile("logo.svg", b"<svg onload='x'/>")

    assert LogoForm(data={}, files={"logo": svg}).errors == {
        "logo": ["SVG files are not accepted: they can hold scripts. Save the logo as PNG"]
    }
    assert LogoForm(data={}, files={}).errors == {"logo": ["Choose a picture"]}


def test_a_logo_can_be_taken_away_where_there_is_one():
    assert labels(LogoForm()) == ["Upload logo"]
    assert labels(LogoForm(has_logo=True)) == ["Upload logo", "Remove the logo"]
