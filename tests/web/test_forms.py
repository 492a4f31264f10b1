"""The base form: what crispy makes of it, its errors and its days."""

import re
from datetime import date

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from crispy_forms.utils import render_crispy_form
from django import forms

from courses.web.forms import DayInput, HouseForm
from courses.web.layout import Button


class Exemption(HouseForm):
    reason = forms.CharField(label="Why?", error_messages={"required": "Enter a reason"})
    kind = forms.ChoiceField(
        label="Which kind?",
        choices=[("a", "A"), ("b", "B")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select a kind"},
    )
    until = forms.DateField(
        label="Until when?",
        error_messages={"required": "Enter the last day", "invalid": "Enter a real date"},
    )
    note = forms.CharField(label="Note", required=False)
    token = forms.CharField(widget=forms.HiddenInput)
    heading = "Excuse Amira"
    button = "Save exemption"
    secondary = (Button("Save and next", name="then", value="next", kind="secondary"),)
    cancel_url = "/lead/"


def test_it_renders_whole():
    html = render_crispy_form(Exemption(initial={"token": "t"}))

    assert re.findall(r"<form[^>]*>", html) == ['<form method="post" novalidate>']
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL) == ["Excuse Amira"]
    assert re.findall(r'name="(\w+)"', html) == [
        "reason",
        "kind",
        "kind",
        "until_day",
        "until_month",
        "until_year",
        "note",
        "token",
        "then",
    ]
    assert [words.strip() for words in re.findall(r"<button[^>]*>([^<]*)", html)] == [
        "Save exemption",
        "Save and next",
    ]
    assert '<a class="govuk-link" href="/lead/">Cancel</a>' in html
    assert "There is a problem" not in html
    assert " required" not in html


def test_no_radio_is_chosen_beforehand():
    assert " checked" not in render_crispy_form(Exemption())


def test_only_optional_fields_say_so():
    html = render_crispy_form(Exemption())

    assert re.findall(r"(\w+\??) \(optional\)", html) == ["Note"]


def test_an_empty_post_lists_each_error_with_a_link_to_a_real_control():
    html = render_crispy_form(Exemption({}))

    summary = html[: html.index("<h1")]
    assert re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', summary) == [
        ("id_reason", "Enter a reason"),
        ("id_kind_0", "Select a kind"),
        ("id_until_0", "Enter the last day"),
    ]
    controls = re.findall(r'<input[^>]* id="([\w-]+)"', html)
    assert {"id_reason", "id_kind_0", "id_until_0"} <= set(controls)
    assert "<li>This field is required.</li>" in summary


def test_described_by_names_exist_hint_first():
    class Hinted(HouseForm):
        name = forms.CharField(label="Name", help_text="As printed.")
        kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, help_text="One.")

    html = render_crispy_form(Hinted({}))

    described = re.findall(r'aria-describedby="([^"]+)"', html)
    assert described == ["id_name_helptext id_name_error", "id_kind_helptext id_kind_error"]
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {name for names in described for name in names.split()} <= set(ids)


def test_what_was_typed_is_kept():
    html = render_crispy_form(
        Exemption({"reason": "Leave", "until_day": "31", "until_month": "2", "until_year": "26"})
    )

    assert 'value="Leave"' in html
    assert re.findall(r'name="until_\w+" value="(\d+)"', html) == ["31", "2", "26"]
    assert "Enter a real date" in html


def test_the_page_can_show_the_summary_itself():
    class Check(Exemption):
        shows_summary = False

    assert "There is a problem" not in render_crispy_form(Check({}))
    assert "There is a problem" not in as_crispy_form(Check({}))
    assert "There is a problem" in as_crispy_form(Exemption({}))


def test_a_form_that_asks_sends_by_get_without_a_token():
    class Filter(HouseForm):
        method = "get"
        marks_optional = False
        name = forms.CharField(label="Name", required=False)

    html = render_crispy_form(Filter(), context={"csrf_token": "secret"})

    assert 'method="get"' in html
    assert "secret" not in html
    assert "(optional)" not in html


def test_a_form_with_a_file_is_multipart():
    class Upload(HouseForm):
        file = forms.FileField(label="File")

    assert 'enctype="multipart/form-data"' in render_crispy_form(Upload())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"until_day": "3", "until_month": "9", "until_year": "2027"}, date(2027, 9, 3)),
        ({"until_day": " 29", "until_month": "2 ", "until_year": "2028"}, date(2028, 2, 29)),
        ({"until": "2027-09-03"}, date(2027, 9, 3)),
    ],
)
def test_a_day_is_read(data, expected):
    form = Exemption(data)
    form.is_valid()

    assert form.cleaned_data["until"] == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, ["Enter the last day"]),
        ({"until_day": " ", "until_month": "", "until_year": ""}, ["Enter the last day"]),
        ({"until_day": "29", "until_month": "2", "until_year": "2027"}, ["Enter a real date"]),
        ({"until_day": "3", "until_month": "", "until_year": "2027"}, ["Enter a real date"]),
        ({"until_day": "3", "until_month": "9", "until_year": "27"}, ["Enter a real date"]),
        ({"until_day": "a", "until_month": "b", "until_year": "c"}, ["Enter a real date"]),
    ],
)
def test_a_day_that_is_none_is_refused(data, expected):
    assert Exemption(data).errors["until"] == expected


def test_a_day_known_before_fills_its_three_fields():
    assert DayInput().decompress(date(2027, 9, 3)) == [3, 9, 2027]
    assert DayInput().decompress(None) == [None, None, None]
