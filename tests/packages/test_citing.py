from courses.packages.citing import cited, pieces


def test_only_what_is_used_is_cited(package):
    shared = cited(package(course=("glossary: [grooming]", "glossary: []")))

    assert {kind: list(parts) for kind, parts in shared.entries().items()} == {
        "facts": ["same-day"],
        "sources": ["guide-2026"],
        "offences": ["an-offence"],
        "contacts": ["con-999"],
        "glossary": [],
        "misconceptions": ["proof"],
    }


def test_a_contact_that_only_a_block_shows_is_cited(package):
    assert list(cited(package(course=("contacts: [con-999]", "contacts: []"))).contacts) == [
        "con-999"
    ]


def test_every_authored_text_is_a_piece_with_its_place(package):
    small = package()
    found = {
        (piece.file, piece.line, piece.path): piece.shape for piece in pieces(small, cited(small))
    }

    assert found["lessons/first-steps.md", 13, "tell-the-lead"] == "block"
    assert found["lessons/first-steps.md", 28, "what-to-say"] == "do-dont"
    assert found["questions/first-steps.yaml", 8, "0.stem"] == "inline"
    assert found["questions/first-steps.yaml", 10, "0.options.0.feedback"] == "block"
    assert found["scenarios/at-the-gate.yaml", 8, "nodes.0.choices.0.text"] == "inline"
    assert found["shared/facts.yaml", 2, "0.statement"] == "inline"
    assert len(found) == 30
