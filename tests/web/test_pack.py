"""The form pack against the HTML that govuk-frontend ships, and the built stylesheet."""

import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from courses.web.forms import HouseForm
from courses.web.layout import Button, Buttons

COMPONENTS = settings.BASE_DIR / "node_modules/govuk-frontend/dist/govuk/components"
STATIC = settings.BASE_DIR / "courses/static/courses"


class Outline(HTMLParser):
    """The elements and words of a piece of HTML, in order, without the accidents of writing."""

    def __init__(self, html, *, rename=None):
        super().__init__()
        self.rename = rename or {}
        self.parts = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        kept = {name: self.value(name, value) for name, value in attrs if name not in OURS}
        if kept.get("role") == "radiogroup":
            del kept["role"]
        self.parts.append((tag, tuple(sorted(kept.items()))))

    def handle_endtag(self, tag):
        self.parts.append(f"/{tag}")

    def handle_data(self, data):
        if words := " ".join(data.split()):
            self.parts.append(words)

    def value(self, name, value):
        value = " ".join((value or "").split())
        if name in ("id", "for", "aria-describedby", "aria-controls", "href", "name"):
            for ours, theirs in self.rename.items():
                value = re.sub(rf"{re.escape(ours)}(?=\s|$)", theirs, value)
        return " ".join(sorted(value.split())) if name == "class" else value


# What we say beyond the library: which control is wrong.
OURS = ("aria-invalid",)


def fixture(component, name):
    fixtures = json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]
    return next(one for one in fixtures if one["name"] == name)


def words(option):
    return (option or {}).get("text", "")


def form_of(options, field):
    """A form with the one field that the fixture describes, posted empty when it shows an error."""
    key = options.get("idPrefix") or options.get("id") or options["name"]
    legend = (options.get("fieldset") or {}).get("legend") or {}
    field.label = words(options.get("label")) or words(legend)
    field.help_text = words(options.get("hint"))
    field.error_messages["required"] = words(options.get("errorMessage"))
    form = HouseForm(
        data={} if options.get("errorMessage") else None, files=None, auto_id="%s", label_suffix=""
    )
    form.fields[key] = field
    if legend.get("isPageHeading") or (options.get("label") or {}).get("isPageHeading"):
        form.heading_field = key
    return key, form


def ours(form, key):
    names = {f"{key}_helptext": f"{key}-hint", f"{key}_error": f"{key}-error", f"{key}_0": key}
    names |= {f"{key}_{n}": f"{key}-{n + 1}" for n in range(1, 5)}
    return Outline(form[key].as_field_group(), rename=names).parts


def theirs(options, key, html):
    return Outline(html, rename={options["name"]: key}).parts


def choices(options):
    return [(item.get("value", item["text"]), item["text"]) for item in options["items"]]


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


def test_no_template_outside_the_pack_writes_an_input_by_hand():
    root = settings.BASE_DIR / "templates"
    pack = (root / "govuk", root / "django")
    written = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.html")
        if not any(path.is_relative_to(part) for part in pack)
        and re.search(r"<(input|select|textarea)\b", path.read_text())
    ]

    assert written == []


def test_no_template_carries_inline_script_style_or_unmarked_html():
    root = settings.BASE_DIR / "templates"
    pattern = re.compile(r"""\sstyle=|<style|\|safe\b|\son[a-z]+=["']|<script(?![^>]*\ssrc=)""")
    found = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.html")
        if pattern.search(path.read_text())
    ]

    assert found == []


def test_the_stylesheet_holds_no_crest_no_transport_and_no_address():
    css = (STATIC / "site.css").read_text()

    assert re.findall(r"crest|GDS Transport|url\(", css, flags=re.IGNORECASE) == []


def test_stylesheet_and_scripts_weigh_at_most_40_kb():
    names = ["site.css", "site.js", "exit.js", "govuk-frontend.min.js"]
    total = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names)

    assert total <= 40_000


def test_the_fonts_of_certificates_are_there_in_regular_and_bold():
    names = sorted(path.name for path in Path(settings.BASE_DIR / "build/fonts").glob("*.ttf"))
    families = ["", "Arabic", "Bengali", "Devanagari", "Gurmukhi", "Hebrew"]

    assert names == sorted(
        f"NotoSans{family}_{weight}.ttf"
        for family in families
        for weight in ("400Regular", "700Bold")
    )


SHELL = {
    "organisation_name": "Elm Park",
    "signed_in": True,
    "is_demo": False,
    "home_url": "/learn/",
    "record_url": "/learn/record/",
    "team_url": None,
    "concern_url": "/concern/elm-park/north/",
    "support_url": "/support/",
    "leave_url": "/leave/",
    "is_learner_page": True,
    "person_name": "Amira",
    "sign_out_url": "/account/logout/",
    "exit_note": "",
}


def page(**changes):
    request = RequestFactory().get("/learn/")
    source = '{% extends "courses/base.html" %}{% block content %}<h1>To do</h1>{% endblock %}'
    shell = SimpleNamespace(**{**SHELL, **changes})
    return engines["django"].from_string(source).render({"shell": shell}, request)


def test_the_shell_keeps_the_order_of_the_design():
    html = page()
    order = [
        "Skip to main content",
        "Exit this page quickly",
        "Elm Park",
        "To do",
        "My record",
        "Report a concern",
        "Support for you",
        "Exit this page</button>",
        "<main",
        "<h1>To do</h1>",
        "<footer",
    ]
    body = html[html.index("<body") :]
    places = [body.index(words) for words in order]

    assert places == sorted(places)
    assert html.count('id="leave"') == 1
    assert re.findall(r'<button type="submit"[^>]*form="leave"', html) != []
    assert '<html lang="en-GB"' in html


def test_a_page_for_leads_has_no_exit_and_no_form_to_leave():
    html = page(is_learner_page=False, team_url="/lead/elm-park/")

    assert "Exit this page" not in html
    assert 'id="leave"' not in html
    assert "exit.js" not in html
    assert 'href="/lead/elm-park/"' in html


def test_a_stranger_sees_neither_menu_nor_sign_out():
    html = page(signed_in=False, is_learner_page=False, is_demo=True)

    assert "<form" not in html
    assert "My record" not in html
    assert "Demonstration." in html
    assert "Report a concern" in html


def test_the_page_after_a_fault_needs_nothing_to_be_drawn():
    html = render_to_string("500.html")

    assert 'href="tel:999"' in html
    assert 'href="/concern/"' in html


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (
            "triangle",
            '<strong class="status status--triangle">'
            '<span class="status__shape" aria-hidden="true"></span>'
            '<span class="status__word">Overdue</span></strong>',
        ),
        ("", '<span class="status-plain">Overdue</span>'),
    ],
)
def test_a_status_says_its_word_whatever_its_shape(shape, expected):
    status = {"word": "Overdue", "shape": shape}

    html = render_to_string("courses/components/status.html", {"status": status})

    assert html.strip() == expected
