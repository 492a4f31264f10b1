"""The parts that crispy puts between the fields of a form."""

from courses.web.forms import HouseForm
from courses.web.layout import Button, Buttons, ErrorSummary, Heading


def test_a_heading_carries_its_caption():
    form = HouseForm()
    form.heading, form.caption = "Record training", "Amira"

    html = Heading().render(form, None)

    assert html.strip() == (
        '<h1 class="govuk-heading-l"><span class="govuk-caption-l">Amira</span> '
        "Record training</h1>"
    )


def test_a_form_without_errors_has_no_summary():
    assert ErrorSummary().render(HouseForm(), None).strip() == ""


def test_a_button_posts_its_name_and_value():
    html = Buttons([Button("Skip", name="then", value="skip", kind="secondary")]).render(
        HouseForm(), None
    )

    assert 'name="then" value="skip" class="govuk-button govuk-button--secondary"' in html


def test_a_button_with_an_address_is_a_link():
    html = Buttons([Button("Cancel", url="/learn/")]).render(HouseForm(), None)

    assert '<a class="govuk-link" href="/learn/">Cancel</a>' in html
    assert "<button" not in html
