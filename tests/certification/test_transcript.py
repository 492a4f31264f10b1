import dataclasses
from datetime import date

import pytest

from courses.certification.document import CannotDraw
from courses.certification.numbers import grouped
from courses.certification.transcript import Entry, Held, Other, Transcript, draw_record, values
from tests.certification.conftest import NUMBER
from tests.certification.reading_pdf import opened, tags, text_of, title_of

MADE = date(2026, 11, 26)
VERIFY = "https://training.example.org/verify/"
HELD = Held(NUMBER, "Valid", date(2027, 9, 20), f"{VERIFY}{NUMBER}/")
COLUMNS = ["Course", "Organisation", "Completed on", "Length", "How", "Certificate"]


def entry(on=date(2026, 9, 20), **changes):
    """Return a completed course, changed as told."""
    told = {
        "title": "Noticing and passing on",
        "version": "1.2.0",
        "organisation": "Elm Park",
        "completed_on": on,
        "minutes": 45,
        "way": "In own time",
    }
    return Entry(**(told | changes))


def record(*entries, name="Siân Ŵyn"):
    """Return the record of these courses."""
    return Transcript(name, MADE, VERIFY, entries)


def squeezed(words):
    """Return ``words`` without spaces, and without the marks at which a long word may break."""
    return words.replace(" ", "").replace("\u200b", "")


def words_of(pdf):
    """Return the words of all its pages."""
    return squeezed("".join(text_of(pdf, number) for number in range(len(opened(pdf).pages))))


def links_of(pdf):
    """Return where its links lead, page by page."""
    pages = opened(pdf).pages
    return [str(one.A.URI) for page in pages if "/Annots" in page for one in page.Annots]


def test_the_pdf_is_tagged_has_language_and_title_and_says_that_it_is_pdf_ua(fonts):
    pdf = opened(draw_record(record(entry()), fonts=fonts))

    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    with pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"] == "Training record of Siân Ŵyn"


def test_one_course_is_told_with_all_that_is_known_of_it(fonts):
    pdf = draw_record(record(entry(certificate=HELD)), fonts=fonts)

    said = [
        "Training record Siân Ŵyn",
        "1 completed course, 45 minutes of learning, as it stood on 26 November 2026.",
        f"Anybody can check a certificate by its number at {VERIFY}",
        "and each number below leads to its own check.",
        "2026 1 completed course, 45 minutes of learning",
        *COLUMNS,
        "Noticing and passing on Version 1.2.0 Elm Park 20 September 2026 45 minutes In own time",
        f"{grouped(NUMBER)} Valid, until 20 September 2027",
        "Training record of Siân Ŵyn, 26 November 2026 Page 1 of 1",
    ]
    assert words_of(pdf) == squeezed("".join(said))
    assert links_of(pdf) == [VERIFY, HELD.verify_url]


def test_training_elsewhere_has_its_evidence_and_no_certificate(fonts):
    elsewhere = entry(version="", evidence="Seen on paper", way="Recorded by the organisation")

    words = words_of(draw_record(record(elsewhere), fonts=fonts))

    assert squeezed("Noticing and passing on Evidence: Seen on paper Elm Park") in words
    assert squeezed("45 minutes Recorded by the organisation None") in words
    assert "Version" not in words


def test_a_certificate_without_end_gives_its_state_alone(fonts):
    held = Held(NUMBER, "Withdrawn", None, HELD.verify_url)

    words = words_of(draw_record(record(entry(certificate=held)), fonts=fonts))

    assert f"{squeezed(grouped(NUMBER))}WithdrawnTraining" in words


def test_years_and_courses_stand_newest_first_with_their_sums():
    told = values(
        record(
            entry(date(2025, 1, 2), minutes=90),
            entry(date(2026, 2, 1), minutes=30, title="Older"),
            entry(date(2026, 2, 3), minutes=45, title="Newer"),
        )
    )

    assert told["total"] == "3 completed courses, 2 hours 45 minutes of learning"
    assert [(one["year"], one["courses"], one["length"]) for one in told["years"]] == [
        ("2026", "2", "1 hour 15 minutes"),
        ("2025", "1", "1 hour 30 minutes"),
    ]
    assert [row["title"] for row in told["years"][0]["rows"]] == ["Newer", "Older"]


def test_a_record_of_several_years_begins_with_them(fonts):
    two = record(entry(), entry(date(2024, 5, 1), minutes=90))
    document = opened(draw_record(two, fonts=fonts))
    tree = document.Root.StructTreeRoot.K

    assert [str(one["/T"]) for one in tags(tree, "/H1")] == ["Training record"]
    assert [str(one["/T"]) for one in tags(tree, "/H2")] == ["Learning by year", "2026", "2024"]
    assert len(tags(tree, "/Table")) == 3
    assert len(tags(tree, "/TH")) == 3 + 2 * len(COLUMNS)


def test_two_hundred_courses_repeat_their_headings_and_number_their_pages(fonts):
    many = record(
        *(
            entry(title=f"Course {number}, to the end", certificate=HELD if number % 3 else None)
            for number in range(200)
        )
    )

    pdf = draw_record(many, fonts=fonts)

    document = opened(pdf)
    pages = [squeezed(text_of(pdf, number)) for number in range(len(document.pages))]
    assert len(pages) > 5
    for number, words in enumerate(pages, start=1):
        assert words.count(squeezed("".join(COLUMNS))) == 1
        assert words.endswith(f"Page{number}of{len(pages)}")
    rows = [f"Course{number},totheend" for number in range(200)]
    assert [sum(words.count(row) for words in pages) for row in rows] == [1] * 200
    tree = document.Root.StructTreeRoot.K
    # To a screen reader it is one table with one row of headings, however many pages it takes.
    assert (len(tags(tree, "/Table")), len(tags(tree, "/TH"))) == (1, len(COLUMNS))
    assert len(tags(tree, "/TD")) == 200 * len(COLUMNS)
    assert len(pdf) <= 600_000


def test_an_empty_record_says_nothing_but_that(fonts):
    words = words_of(draw_record(record(), fonts=fonts))

    assert words == squeezed(
        "Training record Siân Ŵyn 0 completed courses, 0 minutes of learning, as it stood on "
        "26 November 2026. Training record of Siân Ŵyn, 26 November 2026 Page 1 of 1"
    )


def test_words_without_a_space_break_and_stay_in_their_column(fonts):
    long = "W" * 200
    pdf = draw_record(record(entry(title=long, evidence=long, organisation=long)), fonts=fonts)

    assert words_of(pdf).count(long) == 3


def test_a_course_too_long_for_a_page_goes_on_over_the_next(fonts):
    pdf = draw_record(
        record(entry(title="M" * 200, evidence="W" * 500), name="Amira Khan"), fonts=fonts
    )

    pages = [squeezed(text_of(pdf, number)) for number in range(len(opened(pdf).pages))]
    assert [words.endswith(f"Page{at}of2") for at, words in enumerate(pages, 1)] == [True, True]
    assert [words.count("W") > 100 for words in pages] == [True, True]
    assert words_of(pdf).count("W") == 500


def test_names_of_several_scripts_are_drawn_together(fonts):
    name = "Ольга محمد שרה प्रियंका ਗੁਰਪ੍ਰੀਤ অনন্যা"

    assert title_of(draw_record(record(name=name), fonts=fonts)) == f"Training record of {name}"


def test_words_that_look_like_typst_come_out_as_words(fonts):
    words = '#read("/etc/passwd") *x* = $y$ @z'
    pdf = draw_record(record(entry(title=words), name=words), fonts=fonts)

    assert words_of(pdf).count(squeezed(words)) == 3


def test_the_same_record_gives_the_same_bytes(fonts):
    one = record(entry(certificate=HELD))

    assert draw_record(one, fonts=fonts) == draw_record(one, fonts=fonts)


@pytest.mark.parametrize(
    ("name", "title"),
    [("王小明", "Noticing"), ("Amira Khan", "王小明")],
    ids=["the name", "a course"],
)
def test_a_letter_without_font_is_refused_and_not_told(name, title, fonts):
    with pytest.raises(CannotDraw) as refused:
        draw_record(record(entry(title=title), name=name), fonts=fonts)

    assert str(refused.value) == "No font here holds the script CJK"


def test_other_learning_follows_the_courses_and_says_what_does_not_count(fonts):
    others = (
        Other("A talk", "Elm Park", date(2026, 3, 1), 10, "Team talk, Lewis Grant"),
        Other("Elsewhere", "Elm Park", date(2026, 4, 1), 0, "Waiting for your training lead"),
    )
    told = dataclasses.replace(record(entry()), others=others)

    pdf = draw_record(told, fonts=fonts)

    said = [
        "Other learning 10 minutes beside the courses What Organisation On Length How",
        "Elsewhere Elm Park 1 April 2026 Not counted Waiting for your training lead",
        "A talk Elm Park 1 March 2026 10 minutes Team talk, Lewis Grant",
    ]
    assert squeezed("".join(said)) in words_of(pdf)
    document = opened(pdf)
    headings = tags(document.Root.StructTreeRoot.K, "/H2")
    assert [str(one["/T"]) for one in headings] == ["2026", "Other learning"]
