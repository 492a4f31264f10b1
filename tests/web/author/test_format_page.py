"""The document on the course package, as sections."""

from courses.packages.rule_names import FORM, RULES
from courses.web.author.format_page import package_format, sections_of
from tests.web.author.conftest import PACKAGES
from tests.web.reading import heading_of, text_of

TEXT = """\
# The page

Before all.

## One/*.yaml

A text.

```yaml
# not a heading
## nor this
```

After *it*.
"""


def test_sections_keep_their_examples_as_typed():
    first, one = sections_of(TEXT)

    assert (first.title, [p.html for p in first.passages]) == ("", ["<p>Before all.</p>"])
    assert (one.title, one.anchor) == ("One/*.yaml", "oneyaml")
    assert [(p.html, p.example) for p in one.passages] == [
        ("<p>A text.</p>", ""),
        ("", "# not a heading\n## nor this"),
        ("<p>After <em>it</em>.</p>", ""),
    ]


def test_the_document_of_the_repository_has_every_file_and_rule():
    titles = [section.title for section in package_format()]

    assert titles[0] == ""
    assert {"course.yaml", "questions/*.yaml", "The rules by name"} <= set(titles)
    assert len(titles) == len(set(titles))


def test_the_finding_about_the_form_leads_to_the_page_that_explains_it(grace, upload):
    page = grace.get(
        upload(grace, course=("version: 1.0.0", "version: 1.0.0\nnot_a_key: 1"))["Location"]
    )
    link = f'href="{PACKAGES}format/"'

    assert f'<a class="govuk-link" {link}>{RULES[FORM]}</a>' in page.content.decode()
    assert link in grace.get(PACKAGES).content.decode()
    explained = grace.get(f"{PACKAGES}format/")
    assert heading_of(explained) == "How a package is written"
    assert "The rules by name" in text_of(explained)
