from datetime import date

import pytest

from courses.catalogue.services import save_draft
from courses.packages.opening import opened
from tests.packages.build import folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(tmp_path):
    """The small course, saved."""
    return save_draft(draft=opened(folder(tmp_path), today=date(2026, 11, 21)).draft)


def test_what_is_cited_is_kept_with_the_version(version):
    term, offence, belief = (
        version.glossary.get(),
        version.offences.get(),
        version.misconceptions.get(),
    )

    assert (term.term, term.say_this) == ("Grooming", "groomed")
    assert (offence.section, offence.outline_source) == (
        "47",
        "It is an offence to exploit a child.",
    )
    assert [source.identifier for source in offence.sources.all()] == ["guide-2026"]
    assert (belief.identifier, belief.briefing_html) == (
        "proof",
        "<p>A worry is enough. Pass it on.</p>",
    )


def test_contacts_are_national_and_in_order(version):
    contact = version.contacts.get()

    assert (contact.slot, contact.position, contact.phone, contact.organisation_id) == (
        "con-999",
        1,
        "999",
        None,
    )
