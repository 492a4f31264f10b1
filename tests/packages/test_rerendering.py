"""What the installed renderer makes of stored texts."""

import pytest

from courses.catalogue.models import Block
from courses.catalogue.rewriting import stale_in, written_in
from courses.catalogue.services import save_draft
from courses.packages.opening import opened
from courses.packages.rerendering import TextsRefused, html_of, shape_of
from tests.packages.build import PRACTICE, folder
from tests.people import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(tmp_path):
    """Return a small version as the importer wrote it."""
    made = folder(tmp_path, lesson=("/// do-dont", PRACTICE))
    return save_draft(draft=opened(made, today=TODAY).draft)


def test_the_same_renderer_makes_the_same_of_every_text(version):
    texts = written_in(version)
    html = html_of(texts)

    assert stale_in(texts, lambda text: html[text.source, shape_of(text)]) == []
    assert {shape_of(text) for text in texts} == {"inline", "block", "do-dont"}


def test_a_text_that_is_refused_is_named(version):
    Block.objects.filter(identifier="anyone").update(source="![A picture](x.png)")

    with pytest.raises(TextsRefused) as refused:
        html_of(written_in(version))

    (place,) = refused.value.places
    assert place.startswith("block anyone text: ")
