from datetime import date

import pytest


@pytest.mark.parametrize(
    ("part", "old", "new", "line"),
    [
        ("facts", "sources: [guide-2026]", "sources: [gone]", "5: 0.sources.0: There is no source"),
        (
            "facts",
            "sources: [guide-2026]",
            "sources: []",
            "5: 0.sources: A confirmed entry needs a",
        ),
        (
            "facts",
            "confirmed",
            "unconfirmed",
            "3: 0.status: An unconfirmed entry needs needs_review",
        ),
        ("facts", "2027-09-01", "2026-11-01", "7: 0.review_by: The review date is before the day"),
        (
            "facts",
            "seen_on:",
            "text_as_at: 2012-01-01\n  seen_on:",
            "6: 0.text_as_at: A text read as it stood before 2024 needs needs_review: true",
        ),
        (
            "offences",
            "status: confirmed",
            "status: unconfirmed\n  in_force_from: 2026-01-01",
            "8: 0.in_force_from: Law that is unconfirmed must not have a start date",
        ),
        ("contacts", '  phone: "999"\n', "", "1: 0: The contact gives no way to reach it"),
        ("contacts", "2026-12-21", "2026-11-01", "13: 0.review_by: The review date is before the"),
        ("contacts", "[guide-2026]", "[gone]", "11: 0.sources.0: There is no source gone"),
        ("glossary", "id: grooming", "id: Grooming", "1: 0.id: This must be lower-case words"),
    ],
)
def test_problems_of_what_is_cited(problems, part, old, new, line):
    found = problems(**{part: (old, new)})

    assert any(problem.startswith(f"shared/{part}.yaml:{line}") for problem in found), found


def test_an_identifier_is_used_once(problems):
    assert problems(sources=("id: not-cited", "id: guide-2026")) == [
        "shared/sources.yaml:8: 1.id: The id guide-2026 is used twice in this file"
    ]


def test_everything_past_its_review_date_is_a_warning(report):
    found = report(on=date(2027, 9, 2))

    assert found.problems == ()
    assert [str(one) for one in found.warnings if one.message.startswith("Past")] == [
        "course.yaml:9: review_by: Past its review date 2027-09-01",
        "shared/contacts.yaml:13: 0.review_by: Past its review date 2026-12-21",
        "shared/facts.yaml:7: 0.review_by: Past its review date 2027-09-01",
        "shared/offences.yaml:10: 0.review_by: Past its review date 2027-09-01",
    ]
