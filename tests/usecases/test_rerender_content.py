"""Making the HTML of a version anew: all of it or nothing, once, and never another text."""

import pytest

from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Block, CourseVersion, Fact, Option
from courses.catalogue.services import publish, save_draft
from courses.common.markdown import RENDERER
from courses.common.vocabulary import VERBS
from courses.packages.opening import opened
from courses.packages.rerendering import TextsRefused
from courses.packages.verifying import faults_of
from courses.usecases.rerender_content import rerender_content, rewrite
from tests.packages.build import folder
from tests.people import NOON, TODAY
from tests.tables import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(tmp_path):
    """Return a published version whose HTML an older renderer made, three texts otherwise."""
    made = save_draft(draft=opened(folder(tmp_path), today=TODAY).draft)
    publish(version=made, at=NOON, actor_id=None)
    CourseVersion.objects.update(renderer="old/1")
    Block.objects.filter(identifier="anyone").update(html="<p>Old.</p>")
    for table in (Option, Fact):
        pk = table.objects.order_by("pk").first().pk
        name = "feedback_html" if table is Option else "statement_html"
        table.objects.filter(pk=pk).update(**{name: "Old."})
    made.refresh_from_db()
    return made


def test_what_differs_is_written_and_the_version_is_whole_again(version):
    before = version.content_hash

    assert rerender_content(version=version, at=NOON) == 3

    version.refresh_from_db()
    assert (version.renderer, version.content_hash) == (RENDERER, before)
    assert faults_of(version) == []
    event = AuditEvent.objects.get(verb="rerendered")
    assert event.details == {"v": 1, "texts": 3, "renderer": RENDERER}


def test_a_second_run_writes_nothing(version):
    rerender_content(version=version, at=NOON)
    version.refresh_from_db()
    before = everything()

    assert rerender_content(version=version, at=NOON) == 0
    assert everything() == before


def test_a_dry_run_counts_and_writes_nothing(version):
    before = everything()

    assert rerender_content(version=version, at=NOON, dry_run=True) == 3
    assert everything() == before


def test_where_only_the_name_of_the_renderer_differs_that_is_noted(version):
    rerender_content(version=version, at=NOON)
    CourseVersion.objects.update(renderer="old/1")
    version.refresh_from_db()

    assert rerender_content(version=version, at=NOON) == 0
    assert CourseVersion.objects.get().renderer == RENDERER


def test_a_text_that_is_not_its_hashs_is_refused_and_keeps_its_html(version):
    Block.objects.filter(identifier="anyone").update(source="Something else.")
    before = everything()

    with pytest.raises(TextsRefused, match="is not its hash's"):
        rerender_content(version=version, at=NOON)

    assert everything() == before


def test_a_draft_that_changed_meanwhile_is_left_alone(version):
    version.content_hash = "0" * 64
    before = everything()

    assert rewrite(version, [], at=NOON) is False
    assert everything() == before


def test_when_the_trail_cannot_be_written_nothing_is(version, monkeypatch):
    monkeypatch.delitem(VERBS, "rerendered")
    before = everything()

    with pytest.raises(UnknownVerb):
        rerender_content(version=version, at=NOON)

    assert everything() == before
