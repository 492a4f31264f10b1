"""What an address declares; that each does, and that it holds, stands in tests/test_policies.py."""

import pytest
from django.http import HttpResponse
from django.urls import include, path
from django.urls.resolvers import RegexPattern, URLResolver

from courses.web.policy import Policy, addresses, as_rows, declare, policy_of

MEMBERS = Policy("member", ("GET",), "O")


def view(request):
    """Answer."""
    return HttpResponse("here")


def shut(view):
    """Return the gate that lets nobody in."""
    return lambda request: HttpResponse("shut")


def test_a_declared_view_carries_its_policy_and_passes_its_gate(rf):
    declared = declare(MEMBERS, gate=shut)(view)

    assert policy_of(path("here/", declared)) == MEMBERS
    assert declared(rf.get("/here/")).content == b"shut"
    assert declared.__name__ == "view"


@pytest.mark.parametrize(
    ("methods", "allowed"),
    [
        (("GET",), {"get", "head"}),
        (("POST",), {"post"}),
        (("GET", "POST"), {"get", "head", "post"}),
    ],
)
def test_only_declared_methods_pass_and_head_goes_with_get(rf, methods, allowed):
    declared = declare(Policy("public", methods, "P"), gate=lambda view: view)(view)
    asked = ("get", "head", "post", "put", "patch", "delete", "options")

    answers = {method: declared(getattr(rf, method)("/")).status_code for method in asked}

    assert answers == {method: 200 if method in allowed else 405 for method in asked}


def test_public_pages_alone_are_open_without_a_sign_in():
    opened = declare(Policy("public", ("GET",), "P"), gate=lambda view: view)(view)
    closed = declare(MEMBERS, gate=lambda view: view)(view)

    assert (opened.login_required, getattr(closed, "login_required", True)) == (False, True)


@pytest.mark.parametrize(
    ("name", "audience"), [("account_login", "public"), ("mfa_index", "member")]
)
def test_pages_of_allauth_are_declared_by_their_prefix(name, audience):
    assert policy_of(path("there/", view, name=name)).audience == audience


@pytest.mark.parametrize("name", ["other", None, "my_account_page"])
def test_a_view_without_policy_has_none(name):
    assert policy_of(path("there/", view, name=name)) is None


def test_addresses_are_listed_with_prefix_and_namespace():
    inner = ([path("deep/", view, name="deep")], "room")
    resolver = URLResolver(
        RegexPattern(r"^/"), [path("in/", include(inner)), path("out/", view, name="out")]
    )

    found = [(route, name) for route, name, _pattern in addresses(resolver)]

    assert found == [("in/deep/", "room:deep"), ("out/", "out")]


def test_a_row_tells_everything_a_policy_says():
    people = next(row for row in as_rows() if row["name"] == "lead:people")

    assert people == {
        "route": "/lead/<slug:organisation>/people/",
        "name": "lead:people",
        "policy": {
            "audience": "lead",
            "methods": ("GET",),
            "rows": "S",
            "permission": "see-staff-progress",
        },
    }
