import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from courses.certification.document import SOURCE, CannotDraw, compiled, draw_pdf, values
from tests.certification.reading_pdf import fonts_of, opened, tags, text_of, title_of

NAMES = {
    "Welsh": "Siân Ŵyn",
    "Polish": "Łukasz Żółć",
    "Vietnamese": "Nguyễn Thị Ánh",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Ольга Шевченко",
    "Arabic": "محمد عبد الرحمن",
    "Hebrew": "שרה לוי",
    "Devanagari": "प्रियंका शर्मा",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Bengali": "অনন্যা চক্রবর্তী",
}
UNDRAWN = {
    "王小明": "CJK",
    "Ann 😀": "SYMBOL",
    "தமிழ்": "TAMIL",
    "สมชาย": "THAI",
    "Ann\x07": "SYMBOL",
}


def test_the_pdf_is_tagged_and_says_that_it_is_pdf_ua(facts, fonts):
    pdf = opened(draw_pdf(facts, fonts=fonts))

    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    assert str(pdf.docinfo["/Title"]) == "Certificate of completion for Amira Khan"
    with pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"] == "Certificate of completion for Amira Khan"


def test_a_screen_reader_finds_heading_labels_link_and_figure(facts, fonts):
    document = opened(draw_pdf(facts, fonts=fonts))
    tree = document.Root.StructTreeRoot.K

    assert [str(heading["/T"]) for heading in tags(tree, "/H1")] == ["Certificate of completion"]
    assert len(tags(tree, "/TH")) == len(tags(tree, "/TD")) == len(facts.rows)
    assert len(tags(tree, "/Link")) == 1
    assert [str(figure.Alt) for figure in tags(tree, "/Figure")] == [
        f"QR code of the page that checks this certificate: {facts.verify_url}"
    ]


def test_every_printed_fact_is_on_its_one_page_in_reading_order(facts, fonts):
    pdf = draw_pdf(facts, fonts=fonts)

    assert len(opened(pdf).pages) == 1
    labels = [row.label for row in facts.rows]
    lines = [line for row in facts.rows for line in row.lines]
    words = [
        facts.organisation,
        "Certificate of completion",
        "Awarded to",
        facts.name,
        "for completing",
        facts.title,
        "Version 1.2.0",
        *labels,
        *lines,
        "Certificate number",
        facts.number_in_groups,
        "Check that this certificate is real and valid today",
        facts.verify_url,
    ]
    assert text_of(pdf).replace(" ", "") == "".join(words).replace(" ", "")


def test_the_same_facts_give_the_same_bytes(facts, fonts):
    assert draw_pdf(facts, fonts=fonts) == draw_pdf(facts, fonts=fonts)


@pytest.mark.parametrize("script", NAMES)
def test_a_name_of_each_script_is_drawn_and_small(script, facts_with, fonts):
    pdf = draw_pdf(facts_with(name=NAMES[script]), fonts=fonts)

    assert title_of(pdf) == f"Certificate of completion for {NAMES[script]}"
    assert len(pdf) <= 40_000


def test_the_letters_of_a_welsh_name_are_text(facts_with, fonts):
    assert "Siân Ŵyn" in text_of(draw_pdf(facts_with(name="Siân Ŵyn"), fonts=fonts))


@pytest.mark.parametrize("name", UNDRAWN)
def test_a_name_without_font_is_refused_and_not_told(name, facts_with, fonts):
    with pytest.raises(CannotDraw) as refused:
        draw_pdf(facts_with(name=name), fonts=fonts)

    assert refused.value.script == UNDRAWN[name]
    assert str(refused.value) == f"No font here holds the script {UNDRAWN[name]}"
    # A chained traceback would print typst's own words.
    assert (refused.value.__cause__, refused.value.__suppress_context__) == (None, True)


@pytest.mark.parametrize(
    "words", ["#panic(1) *bold*", '"} #read("/etc/passwd") {', "= $x$ @y <z> \\u{41} // no"]
)
def test_words_that_look_like_typst_come_out_as_words(words, facts_with, fonts):
    pdf = draw_pdf(facts_with(name=words, title=words, organisation=words), fonts=fonts)

    assert text_of(pdf).replace(" ", "").count(words.replace(" ", "")) == 3


def test_the_longest_words_stay_on_one_page(facts_with, fonts):
    long = facts_with(
        name="Wilhelmina " * 18,
        title="Safeguarding " * 15,
        organisation="O" * 200,
        editions=tuple(
            f"Guidance number {n} of the Department, with its year 2026" for n in range(6)
        ),
    )

    pdf = draw_pdf(long, fonts=fonts)

    assert len(opened(pdf).pages) == 1
    assert len(pdf) <= 40_000


def test_a_certificate_without_end_guidance_or_signatory_is_drawn(facts_with, fonts):
    pdf = draw_pdf(facts_with(valid_until=None, editions=(), signatory=None), fonts=fonts)

    assert "No end date" in text_of(pdf)


@pytest.mark.parametrize(
    ("part", "what"),
    [
        (rb'  title: data.heading \+ " for " \+ data.name,\n', "missing document title"),
        (rb"      alt: .*\n|    alt: .*\n", "missing alt text"),
    ],
)
def test_typst_refuses_a_template_that_is_not_accessible(part, what, facts, fonts):
    source, count = re.subn(part, b"", SOURCE.read_bytes())

    assert count == 1
    with pytest.raises(CannotDraw, match=rf"^typst refused: PDF/UA-1 error: {what}$") as refused:
        compiled(source, values(facts), fonts=fonts, made_on=facts.completed_on)
    assert refused.value.script == ""


def test_a_template_cannot_read_files_nor_tell_what_it_was_given(facts, fonts, tmp_path):
    (tmp_path / "secret").write_text("secret", encoding="ascii")
    for place in (f"{tmp_path}/secret", "pyproject.toml", "/etc/passwd"):
        source = f'#set document(title: "x")\n#read("{place}")'.encode()
        with pytest.raises(CannotDraw, match=r"^typst refused: see the template$"):
            compiled(source, {}, fonts=fonts, made_on=facts.completed_on)
    with pytest.raises(CannotDraw) as refused:
        compiled(
            b"#panic(json(bytes(sys.inputs.data)).name)",
            values(facts),
            fonts=fonts,
            made_on=facts.completed_on,
        )
    assert str(refused.value) == "typst refused: see the template"


def test_threads_draw_at_once(facts_with, fonts):
    names = ["Amira Khan", "Lewis Grey", "محمد", "Noor Hussain"] * 4

    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda name: draw_pdf(facts_with(name=name), fonts=fonts), names))

    assert [title_of(pdf)[30:] for pdf in drawn] == names


def test_without_fonts_the_plain_serif_of_typst_draws(facts_with, tmp_path):
    pdf = draw_pdf(facts_with(name="Siân Ŵyn"), fonts=(tmp_path, tmp_path / "missing"))

    assert fonts_of(pdf) == {
        "LibertinusSerif-Regular-Identity-H",
        "LibertinusSerif-Bold-Identity-H",
    }


def test_without_typst_the_refusal_says_so(facts, fonts, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(CannotDraw, match=r"^typst is not installed$"):
        draw_pdf(facts, fonts=(*fonts, Path("/nowhere")))


def test_typst_is_imported_by_drawing_alone():
    code = "import sys, courses.certification.document; sys.exit('typst' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], check=False)

    assert done.returncode == 0


def test_the_logo_is_a_picture_with_words_for_it(facts_with, fonts):
    out = BytesIO()
    Image.new("RGB", (480, 144), (122, 30, 90)).save(out, format="PNG")
    facts = facts_with(logo="a" * 64)

    pdf = draw_pdf(facts, fonts=fonts, logo=out.getvalue())

    with opened(pdf) as document:
        figures = tags(document.Root.StructTreeRoot, "/Figure")
        assert "Logo of Elm Park" in [str(figure.get("/Alt")) for figure in figures]
        assert len(document.pages) == 1
    assert len(pdf) < 60_000
    assert draw_pdf(facts, fonts=fonts, logo=out.getvalue()) == pdf


def test_a_logo_that_is_lost_stops_no_certificate(facts_with, fonts):
    pdf = draw_pdf(facts_with(logo="a" * 64), fonts=fonts)

    with opened(pdf) as document:
        assert "Logo of" not in str(
            [f.get("/Alt") for f in tags(document.Root.StructTreeRoot, "/Figure")]
        )
