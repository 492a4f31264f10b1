"""The command that prints every address with its policy."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("bare/", lambda _request: HttpResponse(), name="bare"),
    path("", include("elearning.urls")),
]


def run(*options):
    out = StringIO()
    call_command("urlpolicy", *options, stdout=out)
    return out.getvalue()


def test_each_address_is_a_line_with_audience_methods_rows_and_permission():
    lines = {line.split()[0]: line.split()[1:] for line in run().splitlines()}

    assert lines["/learn/<uuid:registration>/quiz/<int:number>/hand-in/"] == ["member", "POST", "O"]
    assert lines["/health/"] == ["public", "GET", "P"]
    people = lines["/lead/<slug:organisation>/people/"]
    assert people == ["lead", "GET", "S", "see-staff-progress"]


def test_as_json_it_holds_the_same_addresses():
    rows = json.loads(run("--json"))

    assert [row["route"] for row in rows] == [line.split()[0] for line in run().splitlines()]
    assert [row["name"] for row in rows if row["policy"] is None] == []


def test_an_address_without_a_policy_is_named(settings):
    settings.ROOT_URLCONF = "tests.management.test_urlpolicy"

    with pytest.raises(CommandError, match=r"^No policy declared: /bare/$"):
        run()
