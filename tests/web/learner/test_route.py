"""The choice of less detail, which no table keeps."""

from django.http import HttpResponse
from django.test import RequestFactory

from courses.web.learner.route import goes_gently, keep_route
from courses.web.reading import ROUTE_COOKIE


class Session:
    """A session as far as the route asks of it."""

    def __init__(self, key):
        self.session_key = key


def asked(key, cookie=""):
    request = RequestFactory().get("/")
    request.session = Session(key)
    request.COOKIES[ROUTE_COOKIE] = cookie
    return request


def chosen(key, *, gently=True):
    response = HttpResponse()
    keep_route(asked(key), response, gently=gently)
    return response.cookies[ROUTE_COOKIE]


def test_the_choice_holds_in_its_own_sign_in_alone():
    cookie = chosen("one")

    assert goes_gently(asked("one", cookie.value))
    assert not goes_gently(asked("two", cookie.value))
    assert not goes_gently(asked(None, cookie.value))


def test_the_cookie_ends_with_the_browser_and_is_not_for_scripts():
    cookie = chosen("one")

    assert (cookie["max-age"], cookie["expires"], cookie["httponly"]) == ("", "", True)


def test_nothing_or_a_forged_value_is_the_usual_route():
    assert not goes_gently(asked("one"))
    assert not goes_gently(asked("one", "gentler"))


def test_taking_it_back_removes_the_cookie():
    assert chosen("one", gently=False)["max-age"] == 0
