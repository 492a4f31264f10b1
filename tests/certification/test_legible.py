"""What no font here holds is named by its script, wherever it stands, and all else stays."""

import pytest
from django.conf import settings

from courses.certification.legible import legible

FONTS = (settings.BUILD_DIR / "fonts",)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("王小明 (E001)", "[CJK] (E001)"),
        ("Ann 王 小明 Lee", "Ann [CJK] Lee"),
        ("தமிழ்", "[TAMIL]"),
        ("Ann 😀", "Ann [SYMBOL]"),
        ("Ann\x07", "Ann[SYMBOL]"),
    ],
    ids=["all of a name", "part of a name", "with its marks", "a symbol", "a control character"],
)
def test_what_no_font_holds_is_named_by_its_script(words, shown):
    assert legible({"rows": [["Amira", words]], "day": 3}, fonts=FONTS) == (
        {"rows": [["Amira", shown]], "day": 3},
        True,
    )


@pytest.mark.parametrize(
    "words",
    [
        "Siân Ŵyn",
        "Sia\u0302n",
        "محمد علی",
        "שרה",
        "Nguyễn Thị Ánh",
        "“1–2” … O’Neill\xa0Ó",
        "a\nb\tc",
    ],
)
def test_what_a_font_holds_stays(words):
    data = {"facts": [("Name", words)]}

    found, lacks = legible(data, fonts=FONTS)

    assert (found is data, lacks) == (True, False)


def test_without_any_font_nothing_is_changed(tmp_path):
    assert legible({"name": "王"}, fonts=(tmp_path,)) == ({"name": "王"}, False)
