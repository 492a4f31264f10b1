import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from courses.certification.printed import PrintedFacts
from courses.common.jcs import canonical

WORDS = st.text(max_size=40)
ANY_FACTS = st.builds(
    PrintedFacts,
    number=WORDS,
    name=WORDS,
    organisation=WORDS,
    title=WORDS,
    version=WORDS,
    editions=st.lists(WORDS, max_size=4).map(tuple),
    minutes=st.integers(0, 5000),
    completed_on=st.dates(),
    valid_from=st.dates(),
    valid_until=st.none() | st.dates(),
    verify_url=WORDS,
    mode=WORDS,
    signatory=st.none() | WORDS,
)


@given(ANY_FACTS)
def test_what_was_written_is_read_back_the_same(facts):
    assert PrintedFacts.from_json(json.loads(json.dumps(facts.as_json()))) == facts


def test_the_json_form_never_changes_by_accident(facts):
    assert facts.as_json() == {
        "v": 1,
        "number": "34CNK6ET39D9NPRVBEDXR72WKK",
        "name": "Amira Khan",
        "organisation": "Elm Park",
        "title": "Safeguarding children: noticing, listening and passing it on",
        "version": "1.2.0",
        "editions": [
            "Keeping children safe in education 2026",
            "Working together to safeguard children 2023",
        ],
        "minutes": 45,
        "completed_on": "2026-09-20",
        "valid_from": "2026-09-20",
        "valid_until": "2027-09-20",
        "verify_url": "https://training.example.org/verify/34CNK6ET39D9NPRVBEDXR72WKK/",
        "mode": "online",
        "signatory": "Noor Hussain, head of training",
    }


def test_another_version_of_the_form_is_refused(facts):
    with pytest.raises(ValueError, match=r"^Printed facts of version 3 are not known here$"):
        PrintedFacts.from_json(facts.as_json() | {"v": 3})


@pytest.mark.parametrize(
    "change",
    [
        {"editions": None},
        {"completed_on": 20260920},
        {"completed_on": "20 September 2026"},
        {"completed_on": "20260920"},  # Python reads this spelling too, and we never write it
        {"score": 100},
    ],
)
def test_a_form_we_would_not_write_is_refused(facts, change):
    with pytest.raises(ValueError, match=r"Printed facts are|[Ii]nvalid isoformat"):
        PrintedFacts.from_json(facts.as_json() | change)


def test_a_missing_field_is_refused_even_where_it_has_a_default(facts):
    for name in set(facts.as_json()) - {"v"}:
        shorter = {key: value for key, value in facts.as_json().items() if key != name}
        with pytest.raises(ValueError, match=r"^Printed facts are"):
            PrintedFacts.from_json(shorter)


def test_every_field_is_signed(facts):
    changed = {
        "minutes": 46,
        "editions": (),
        "valid_until": None,
        "completed_on": date(2026, 9, 19),
        "valid_from": date(2026, 9, 19),
    }
    signed = {canonical(facts.signable())}
    for name in facts.as_json().keys() - {"v"}:
        signed.add(canonical(replace(facts, **{name: changed.get(name, "other")}).signable()))

    assert len(signed) == len(facts.as_json())
    assert facts.signable()["kind"] == "certificate"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (150, "2 hours 30 minutes"),
    ],
)
def test_the_length_in_words(facts, minutes, words):
    assert replace(facts, minutes=minutes).duration == words


def test_the_rows_in_the_order_of_the_page(facts):
    assert [(row.label, row.lines) for row in facts.rows] == [
        ("Completed on", ("20 September 2026",)),
        ("Valid until", ("20 September 2027",)),
        ("Length", ("45 minutes, online",)),
        ("Law and guidance", facts.editions),
        ("Signatory", ("Noor Hussain, head of training",)),
    ]


def test_rows_without_content_are_left_out_and_a_later_start_is_named(facts_with):
    facts = facts_with(editions=(), signatory=None, valid_until=None, valid_from=date(2026, 10, 1))

    assert [(row.label, row.lines) for row in facts.rows] == [
        ("Completed on", ("20 September 2026",)),
        ("Valid from", ("1 October 2026",)),
        ("Valid until", ("No end date",)),
        ("Length", ("45 minutes, online",)),
    ]


class Page(HTMLParser):
    """The terms and descriptions, the links and the attributes of one fragment."""

    def __init__(self, html):
        super().__init__()
        self.pairs, self.links, self.attributes, self.open = [], [], set(), ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.attributes |= {name for name, _ in attrs}
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href"]
        if tag in {"dt", "dd"}:
            self.open = tag
            self.pairs.append([tag, ""])

    def handle_endtag(self, tag):
        if tag in {"dt", "dd"}:
            self.open = ""

    def handle_data(self, data):
        if self.open:
            self.pairs[-1][1] += data.strip()


def drawn(facts):
    html = render_to_string("courses/certificate/certificate.html", {"facts": facts})
    return html, Page(html)


def test_the_page_says_what_the_pdf_says(facts):
    html, page = drawn(facts)

    expected = [["dt", "Version"], ["dd", "1.2.0"]]
    for row in facts.rows:
        expected += [["dt", row.label], *(["dd", line] for line in row.lines)]
    expected += [
        ["dt", "Certificate number"],
        ["dd", "34CNK 6ET3 9D9N PRVB EDXR 72WKK"],
        ["dt", "Check that this certificate is real and valid today"],
        ["dd", facts.verify_url],
    ]
    assert page.pairs == expected
    assert page.links == [facts.verify_url]
    assert [words for words in (facts.name, facts.organisation, facts.title) if words in html] == [
        "Amira Khan",
        "Elm Park",
        "Safeguarding children: noticing, listening and passing it on",
    ]


def test_rows_without_content_are_left_out(facts_with):
    facts = facts_with(editions=(), signatory=None, valid_until=None, valid_from=date(2026, 10, 1))

    _, page = drawn(facts)

    assert [words for tag, words in page.pairs if tag == "dd"][1:5] == [
        "20 September 2026",
        "1 October 2026",
        "No end date",
        "45 minutes, online",
    ]
    assert "Signatory" not in [words for _, words in page.pairs]
    assert "Law and guidance" not in [words for _, words in page.pairs]


def test_a_certificate_without_logo_is_written_as_it_always_was(facts):
    data = facts.as_json()

    assert (data["v"], "logo" in data) == (1, False)


def test_a_logo_is_among_the_facts_that_are_signed_and_read_back(facts_with):
    facts = facts_with(logo="a" * 64)

    assert (facts.as_json()["v"], facts.signable()["logo"]) == (2, "a" * 64)
    assert PrintedFacts.from_json(facts.as_json()) == facts


@pytest.mark.parametrize("change", [{"v": 1}, {"logo": None}])
def test_a_logo_that_the_form_does_not_know_is_refused(facts_with, change):
    with pytest.raises(ValueError, match=r"^Printed facts are not of the form"):
        PrintedFacts.from_json(facts_with(logo="a" * 64).as_json() | change)


def test_the_page_shows_the_logo_of_the_day_of_issue(facts_with):
    html, _page = drawn(facts_with(logo="a" * 64))

    assert f'src="/brand/{"a" * 64}.png" alt="Logo of Elm Park"' in html


def test_it_has_no_style_and_no_script_of_its_own(facts_with):
    html, page = drawn(facts_with(name="<script>alert(1)</script>", title='"><img onerror=x>'))

    assert page.attributes == {"class", "id", "aria-labelledby", "dir", "datetime", "href"}
    assert "<script" not in html
    assert "<img" not in html
