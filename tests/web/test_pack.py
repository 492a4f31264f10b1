"""The form pack against the HTML that govuk-frontend ships."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string

from courses.web.forms import HouseForm
from courses.web.layout import Button, Buttons
from tests.web.outline import Outline, choices, fixture, form_of, ours, theirs


@pytest.mark.parametrize(
    "name", ["default", "with hint text", "with error message", "with error and hint"]
)
def test_text_agrees_with_the_library(name):
    expected = fixture("input", name)
    key, form = form_of(expected["options"], forms.CharField())

    assert ours(form, key) == theirs(expected["options"], key, expected["html"])


@pytest.mark.parametrize(
    "name", ["default", "with hint", "with error message", "with hint and error message"]
)
def test_textarea_agrees_with_the_library(name):
    expected = fixture("textarea", name)
    key, form = form_of(expected["options"], forms.CharField(widget=forms.Textarea))

    assert ours(form, key) == theirs(expected["options"], key, expected["html"])


@pytest.mark.parametrize("name", ["default", "with hint text and error message"])
def test_select_agrees_with_the_library(name):
    expected = fixture("select", name)
    items = expected["options"]["items"]
    chosen = next((item["value"] for item in items if item.get("selected")), None)
    field = forms.ChoiceField(choices=choices(expected["options"]), initial=chosen)
    key, form = form_of(expected["options"], field)
    html = expected["html"].replace(" disabled", "")

    assert ours(form, key) == theirs(expected["options"], key, html)


@pytest.mark.parametrize(
    "name",
    ["default", "with hint", "with very long option text"],
)
def test_radios_agree_with_the_library(name):
    expected = fixture("radios", name)
    items = expected["options"]["items"]
    chosen = next((item["value"] for item in items if item.get("checked")), None)
    field = forms.ChoiceField(
        choices=choices(expected["options"]), widget=forms.RadioSelect, initial=chosen
    )
    key, form = form_of(expected["options"], field)

    assert ours(form, key) == theirs(expected["options"], key, expected["html"])


@pytest.mark.parametrize("name", ["default", "with hint", "with error message and hint"])
def test_checkboxes_agree_with_the_library(name):
    expected = fixture("checkboxes", name)
    field = forms.MultipleChoiceField(
        choices=choices(expected["options"]), widget=forms.CheckboxSelectMultiple
    )
    key, form = form_of(expected["options"], field)

    assert ours(form, key) == theirs(expected["options"], key, expected["html"])


@pytest.mark.parametrize("name", ["default", "with hint text", "with error message"])
def test_password_agrees_with_the_library(name):
    expected = fixture("password-input", name)
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    key, form = form_of(expected["options"], forms.CharField(widget=widget))

    assert ours(form, key) == theirs(expected["options"], key, expected["html"])


@pytest.mark.parametrize("name", ["default", "with hint text", "with error message and hint"])
def test_file_agrees_with_the_library(name):
    expected = fixture("file-upload", name)
    key, form = form_of(expected["options"], forms.FileField())

    assert ours(form, key) == theirs(expected["options"], key, expected["html"])


def test_a_question_as_page_heading_agrees_with_the_library():
    expected = fixture("input", "with label as page heading")
    key, form = form_of(expected["options"], forms.CharField())

    assert ours(form, key) == theirs(expected["options"], key, expected["html"])


def test_radios_in_error_agree_with_the_library():
    expected = fixture("radios", "with fieldset and error message")
    field = forms.ChoiceField(choices=choices(expected["options"]), widget=forms.RadioSelect)
    key, form = form_of(expected["options"], field)
    html = expected["html"].replace(" checked", "")

    assert ours(form, key) == theirs(expected["options"], key, html)
    assert 'role="radiogroup" aria-invalid="true"' in form[key].as_field_group()


def test_a_legend_as_page_heading_is_the_h1():
    field = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, label="What now?")
    form = HouseForm()
    form.fields["answer"] = field
    form.heading_field, form.caption = "answer", "Question 4 of 12"

    parts = Outline(form["answer"].as_field_group()).parts

    start = parts.index(
        ("legend", (("class", "govuk-fieldset__legend govuk-fieldset__legend--l"),))
    )
    assert parts[start + 1 : start + 7] == [
        ("h1", (("class", "govuk-fieldset__heading"),)),
        ("span", (("class", "govuk-caption-l"),)),
        "Question 4 of 12",
        "/span",
        "What now?",
        "/h1",
    ]


def test_the_error_summary_agrees_with_the_library():
    expected = fixture("error-summary", "default")
    form = forms.Form(data={}, auto_id="%s")
    for line in expected["options"]["errorList"]:
        form.fields[line["href"][1:]] = forms.CharField(error_messages={"required": line["text"]})

    html = render_to_string("courses/components/error_summary.html", {"form": form})

    assert Outline(html).parts == Outline(expected["html"]).parts


@pytest.mark.parametrize("name", ["default", "secondary", "warning", "prevent double click"])
def test_buttons_agree_with_the_library(name):
    expected = fixture("button", name)
    options = expected["options"]
    kind = options.get("classes", "").replace("govuk-button--", "")
    button = Button(
        options["text"],
        name=options.get("name", ""),
        kind=kind,
        once=bool(options.get("preventDoubleClick")),
    )

    html = Buttons([button]).render(HouseForm(), None)

    assert Outline(html).parts[1:-1] == Outline(expected["html"]).parts


def test_a_day_has_the_classes_of_the_library_and_marks_each_part_that_is_wrong():
    class Leaving(HouseForm):
        day = forms.DateField(label="When?", error_messages={"invalid": "Enter a real date"})

    form = Leaving({"day_day": "31", "day_month": "2", "day_year": "2026"})
    expected = fixture("date-input", "with errors only")

    html = form["day"].as_field_group()

    def classes_of(parts):
        return [
            (part[0], dict(part[1]).get("class"))
            for part in parts
            if isinstance(part, tuple)
            and part[0] in ("fieldset", "legend", "div", "input", "label")
        ]

    assert classes_of(Outline(html).parts)[1:] == classes_of(Outline(expected["html"]).parts)[1:]
    assert re.findall(r'value="(\d+)"', html) == ["31", "2", "2026"]
    assert html.count('aria-invalid="true"') == 3


def test_a_single_checkbox_has_its_label_beside_it():
    class Agree(HouseForm):
        agree = forms.BooleanField(label="I agree", error_messages={"required": "Tick the box"})

    html = Agree({})["agree"].as_field_group()

    assert Outline(html).parts == [
        ("div", (("class", "govuk-form-group govuk-form-group--error"),)),
        ("p", (("class", "govuk-error-message"), ("id", "id_agree_error"))),
        ("span", (("class", "govuk-visually-hidden"),)),
        "Error:",
        "/span",
        "Tick the box",
        "/p",
        ("div", (("class", "govuk-checkboxes"), ("data-module", "govuk-checkboxes"))),
        ("div", (("class", "govuk-checkboxes__item"),)),
        (
            "input",
            (
                ("aria-describedby", "id_agree_error"),
                ("class", "govuk-checkboxes__input"),
                ("id", "id_agree"),
                ("name", "agree"),
                ("type", "checkbox"),
            ),
        ),
        ("label", (("class", "govuk-checkboxes__label govuk-label"), ("for", "id_agree"))),
        "I agree",
        "/label",
        "/div",
        "/div",
        "/div",
    ]


def test_a_number_is_text_with_a_number_pad():
    form = HouseForm()
    form.fields["hours"] = forms.IntegerField(label="Hours", min_value=0)

    html = str(form["hours"])

    assert html.strip() == (
        '<input class="govuk-input govuk-input--width-5" type="text" inputmode="numeric" '
        'spellcheck="false" name="hours" id="id_hours">'
    )


def test_a_limited_textarea_counts_and_is_described_by_hint_error_and_count():
    form = HouseForm({"why": "x" * 201})
    form.fields["why"] = forms.CharField(
        label="Why?", help_text="In short.", widget=forms.Textarea, max_length=200
    )

    html = form["why"].as_field_group()

    assert 'aria-describedby="id_why_helptext id_why_error id_why-info"' in html
    assert 'data-module="govuk-character-count" data-maxlength="200"' in html
    assert 'id="id_why-info"' in html
    assert " maxlength=" not in html


def test_nothing_is_required_or_hinted_by_the_browser():
    form = forms.Form()
    form.fields["email"] = forms.EmailField(
        widget=forms.EmailInput(attrs={"placeholder": "you@example.org", "autocomplete": "email"})
    )

    html = str(form["email"])

    assert " required" not in html
    assert "placeholder" not in html
    assert 'autocomplete="email"' in html


def test_typed_markup_is_escaped_in_value_label_and_error():
    form = HouseForm({"name": "<b>&"})
    form.fields["name"] = forms.CharField(label="<i>Name</i>", max_length=1)

    html = form["name"].as_field_group()

    assert "<b>" not in html
    assert "<i>" not in html
    assert 'value="&lt;b&gt;&amp;"' in html
