"""Whether what is stored of a version is still what was published."""

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat

from courses.catalogue.models import Block, CourseVersion, Fact, Item, Option
from courses.catalogue.services import save_draft
from courses.packages.opening import opened
from courses.packages.verifying import faults_of, is_rendered_here
from tests.packages.build import folder
from tests.people import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(tmp_path):
    """Return the version of a small package, as the importer wrote it."""
    return save_draft(draft=opened(folder(tmp_path), today=TODAY).draft)


def spoil(rows, column):
    """Write one letter more into ``column`` of ``rows``."""
    assert rows.update(**{column: Concat(F(column), Value("!"))}) > 0


def test_what_the_importer_wrote_is_whole(version):
    assert faults_of(version) == []


def test_a_changed_text_is_not_its_hashs_nor_its_blocks_nor_its_htmls(version):
    spoil(Block.objects.filter(identifier="anyone"), "source")

    assert faults_of(version) == [
        "the text is not its hash's",
        "first-steps#anyone: the text is not its hash's",
        "first-steps anyone text: the HTML is not its text's",
    ]


def test_a_changed_setting_is_found_without_any_text(version):
    CourseVersion.objects.filter(pk=version.pk).update(certificate_months=24)
    version.refresh_from_db()

    assert faults_of(version) == ["the text is not its hash's"]


@pytest.mark.parametrize(
    ("table", "column"),
    [(Item, "stem_html"), (Option, "html"), (Option, "feedback_html"), (Fact, "statement_html")],
)
def test_changed_html_is_found_wherever_it_stands(version, table, column):
    one = table.objects.order_by("pk").filter(pk=table.objects.order_by("pk").first().pk)
    spoil(one, column)

    (fault,) = faults_of(version)

    name = column.removesuffix("_html") if column != "html" else "text"
    assert fault.endswith(f"{name}: the HTML is not its text's")


def test_html_without_a_text_is_found(version):
    Block.objects.filter(identifier="anyone").update(gentler_html="<p>More.</p>")

    assert faults_of(version)[-1] == "first-steps anyone gentler: the HTML is not its text's"


def test_html_of_another_renderer_is_not_compared(version):
    spoil(Block.objects.filter(identifier="anyone"), "html")
    version.renderer = "markdown-0/0"

    assert is_rendered_here(version) is False
    assert faults_of(version) == []
