"""What a version cites goes out as the files in ``shared/``."""

from dataclasses import replace

from courses.packages.formats.native_shared import shared_files


def test_each_kind_of_entry_has_its_file_and_says_only_what_it_has(draft):
    files = dict(shared_files(draft()))

    assert files["shared/misconceptions.yaml"] == [
        {
            "id": "proof",
            "title": "You need proof",
            "briefing": "A worry is enough. Pass it on.",
        }
    ]
    assert files["shared/glossary.yaml"] == [
        {
            "id": "grooming",
            "term": "Grooming",
            "text": "Winning trust in order to harm.",
            "say_this": "groomed",
        }
    ]
    assert [entry["phone"] for entry in files["shared/contacts.yaml"]] == ["999"]


def test_a_kind_without_entries_has_no_file(draft):
    files = dict(shared_files(replace(draft(), offences=(), glossary=())))

    assert sorted(files) == [
        "shared/contacts.yaml",
        "shared/facts.yaml",
        "shared/misconceptions.yaml",
        "shared/sources.yaml",
    ]
