"""The token against forged posts: one a page, masked anew for each, as Django reads it."""

import re

from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_TOKEN_LENGTH, _unmask_cipher_token
from django.test import Client

from courses.web.tokens import form_token, masked

SECRET = "aZ09" * 8
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')


def test_a_masked_secret_is_what_django_reads_and_never_twice_the_same():
    tokens = {masked(SECRET) for _ in range(50)}

    assert len(tokens) == 50
    assert {_unmask_cipher_token(token) for token in tokens} == {SECRET}
    assert {len(token) for token in tokens} == {CSRF_TOKEN_LENGTH}
    assert set("".join(tokens)) <= set(CSRF_ALLOWED_CHARS)


def test_every_letter_may_stand_in_a_mask():
    assert set("".join(masked(SECRET)[:32] for _ in range(100))) == set(CSRF_ALLOWED_CHARS)


def test_the_forms_of_a_page_share_one_token(rf):
    request = rf.get("/")
    request.META["CSRF_COOKIE"] = SECRET

    assert form_token(request) == form_token(request)
    assert "CSRF_COOKIE_NEEDS_UPDATE" not in request.META


def test_a_browser_without_a_secret_is_sent_one(rf):
    request = rf.get("/")

    assert _unmask_cipher_token(form_token(request)) == request.META["CSRF_COOKIE"]
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"] is True


def test_what_the_second_page_holds_is_taken_and_a_changed_one_is_not(elm):
    client = Client(enforce_csrf_checks=True)
    client.force_login(elm.amira)
    first = client.get("/learn/settings/")
    second = client.get("/learn/settings/")
    tokens = [set(TOKEN.findall(page.content.decode())) for page in (first, second)]

    assert list(first.cookies) == ["csrftoken"]
    assert list(second.cookies) == []
    assert [len(found) for found in tokens] == [1, 1]
    (one,), (other,) = tokens
    assert one != other
    assert client.post("/account/logout/", {"csrfmiddlewaretoken": other[::-1]}).status_code == 403
    assert client.post("/account/logout/", {"csrfmiddlewaretoken": other}).status_code == 302
