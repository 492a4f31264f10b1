from io import BytesIO

import pytest
from PIL import Image, ImageChops, features

from courses.certification.document import CannotDraw
from courses.certification.drawing import describe, draw_png, faces, runs

NAMES = [
    "Siân Ŵyn",
    "Łukasz Żółć",
    "Nguyễn Thị Ánh",
    "Ελένη Παπαδοπούλου",
    "Ольга Шевченко",
    "محمد عبد الرحمن",
    "שרה לוי",
    "प्रियंका शर्मा",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "অনন্যা চক্রবর্তী",
]
UNDRAWN = {
    "王小明": "CJK",
    "Ann 😀": "SYMBOL",
    "தமிழ்": "TAMIL",
    "สมชาย": "THAI",
    "Ann\x07": "SYMBOL",
}
NAME_AREA = (190, 400, 1500, 500)  # pixels, where the name stands
LOGO_AREA = (190, 80, 440, 170)  # where the logo stands, to the left of the organisation


def opened(png):
    picture = Image.open(BytesIO(png))
    picture.load()
    return picture


def differ(one, other, area):
    """Test whether two pictures differ inside ``area``."""
    pictures = [opened(png).convert("RGB").crop(area) for png in (one, other)]
    return ImageChops.difference(*pictures).getbbox() is not None


def test_the_picture_is_a_landscape_page_with_its_text_alternative(facts, fonts):
    png = draw_png(facts, fonts=fonts)
    picture = opened(png)

    assert (picture.format, picture.size) == ("PNG", (1600, 1131))
    assert picture.text["Description"] == describe(facts)
    assert len(png) <= 80_000


def test_the_same_facts_give_the_same_picture(facts, fonts):
    assert draw_png(facts, fonts=fonts) == draw_png(facts, fonts=fonts)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_each_script_is_drawn(name, facts_with, fonts):
    blank = draw_png(facts_with(name=""), fonts=fonts)

    drawn = draw_png(facts_with(name=name), fonts=fonts)

    assert differ(drawn, blank, NAME_AREA)


@pytest.mark.parametrize("name", UNDRAWN)
def test_a_name_without_font_is_refused_and_not_told(name, facts_with, fonts):
    with pytest.raises(CannotDraw) as refused:
        draw_png(facts_with(name=name), fonts=fonts)

    assert refused.value.script == UNDRAWN[name]
    assert str(refused.value) == f"No font here holds the script {UNDRAWN[name]}"


def test_each_part_of_a_mixed_name_gets_the_font_of_its_script(fonts):
    parts = runs("محمد علی Khan-Smith שרה", faces(fonts, strong=True))

    assert [(file.name, part) for file, part in parts] == [
        ("NotoSansArabic_700Bold.ttf", "محمد علی "),
        ("NotoSans_700Bold.ttf", "Khan-Smith "),
        ("NotoSansHebrew_700Bold.ttf", "שרה"),
    ]


def test_accents_typed_apart_are_drawn_as_one_letter(fonts):
    parts = runs("Sia\u0302n W\u0302yn", faces(fonts, strong=False))

    assert [(file.name, part) for file, part in parts] == [("NotoSans_400Regular.ttf", "Siân Ŵyn")]


def test_where_pillow_cannot_shape_it_refuses_rather_than_draws_letters_apart(
    facts_with, fonts, monkeypatch
):
    monkeypatch.setattr(features, "check", lambda feature: False)

    assert opened(draw_png(facts_with(name="Nguyễn Thị Ánh"), fonts=fonts)).format == "PNG"
    with pytest.raises(CannotDraw) as refused:
        draw_png(facts_with(name="محمد"), fonts=fonts)
    assert refused.value.script == "ARABIC"


def test_without_fonts_nothing_is_drawn(facts, tmp_path):
    with pytest.raises(CannotDraw, match=r"^No fonts are installed$"):
        draw_png(facts, fonts=(tmp_path, tmp_path / "missing"))


def test_the_longest_words_stay_inside_the_frame(facts_with, facts, fonts):
    long = facts_with(
        name="Wilhelmina " * 18,
        title="M" * 200,
        organisation="The Organisation " * 12,
        editions=tuple(
            f"Guidance number {n} of the Department, with its year 2026" for n in range(6)
        ),
        signatory=None,
        valid_until=None,
    )
    right_edge = (1487, 360, 1600, 1131)  # beside the text, below the rosette

    png = draw_png(long, fonts=fonts)

    assert not differ(png, draw_png(facts, fonts=fonts), right_edge)
    assert differ(png, draw_png(facts, fonts=fonts), NAME_AREA)


def test_the_text_alternative_holds_every_printed_fact(facts):
    assert describe(facts) == (
        "Certificate of completion: Amira Khan, Safeguarding children: noticing, listening and "
        "passing it on, version 1.2.0. Elm Park. Completed on: 20 September 2026. "
        "Valid until: 20 September 2027. Length: 45 minutes, online. Law and guidance: "
        "Keeping children safe in education 2026; Working together to safeguard children 2023. "
        "Signatory: Noor Hussain, head of training. "
        "Certificate number 34CNK 6ET3 9D9N PRVB EDXR 72WKK. "
        "Check it at https://training.example.org/verify/34CNK6ET39D9NPRVBEDXR72WKK/"
    )


def test_guidance_beyond_any_page_still_draws(facts_with, facts, fonts):
    many = facts_with(editions=tuple(f"Guidance number {n}" for n in range(40)))

    assert differ(draw_png(many, fonts=fonts), draw_png(facts, fonts=fonts), (700, 800, 1480, 860))


def test_the_logo_stands_beside_the_name_of_the_organisation(facts, fonts):
    out = BytesIO()
    Image.new("RGBA", (480, 144), (122, 30, 90, 255)).save(out, format="PNG")

    png = draw_png(facts, fonts=fonts, logo=out.getvalue())

    purple = [
        colour
        for _count, colour in opened(png).convert("RGB").crop(LOGO_AREA).getcolors(100_000)
        if colour[0] > 100 and colour[1] < 60
    ]
    assert purple != []
    assert differ(png, draw_png(facts, fonts=fonts), LOGO_AREA) is True
