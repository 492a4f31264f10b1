from datetime import date
from pathlib import Path

import pytest

from courses.certification.numbers import new_number
from courses.certification.printed import PrintedFacts

NUMBER = new_number(bytes(range(100, 116)))


@pytest.fixture(scope="session")
def fonts():
    """The folders of fonts that set-up fills."""
    return (Path(__file__).parents[2] / "build" / "fonts",)


@pytest.fixture
def facts_with():
    """Make the printed facts of Amira's certificate, changed as told."""

    def make(**changes):
        facts = {
            "number": NUMBER,
            "name": "Amira Khan",
            "organisation": "Elm Park",
            "title": "Safeguarding children: noticing, listening and passing it on",
            "version": "1.2.0",
            "editions": (
                "Keeping children safe in education 2026",
                "Working together to safeguard children 2023",
            ),
            "minutes": 45,
            "completed_on": date(2026, 9, 20),
            "valid_from": date(2026, 9, 20),
            "valid_until": date(2027, 9, 20),
            "verify_url": f"https://training.example.org/verify/{NUMBER}/",
            "signatory": "Noor Hussain, head of training",
        }
        return PrintedFacts(**(facts | changes))

    return make


@pytest.fixture
def facts(facts_with):
    return facts_with()
