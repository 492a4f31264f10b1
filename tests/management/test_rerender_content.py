"""The command that makes the HTML of every version anew."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.catalogue.models import Block
from courses.catalogue.services import save_draft
from courses.packages.opening import opened
from tests.packages.build import folder
from tests.people import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(tmp_path):
    """Return a draft, one text of which has other HTML."""
    made = save_draft(draft=opened(folder(tmp_path), today=TODAY).draft)
    Block.objects.filter(identifier="anyone").update(html="<p>Old.</p>")
    return made


def printed(*options):
    out = StringIO()
    call_command("rerender_content", *options, stdout=out)
    return out.getvalue()


def test_it_says_what_it_would_do_does_it_and_finds_nothing_left(version):
    name = "small-course 1.0.0"

    assert printed("--dry-run") == f"{name}: texts to rewrite: 1\n"
    assert [printed(), printed()] == [f"{name}: texts rewritten: {n}\n" for n in (1, 0)]


def test_a_version_that_is_refused_is_named(version):
    Block.objects.filter(identifier="anyone").update(source="Else.")

    with pytest.raises(CommandError) as refused:
        printed()

    assert str(refused.value) == (
        "small-course 1.0.0: the text is not its hash's, see verify_content"
    )
