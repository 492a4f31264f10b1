"""The baseline sees what it is there for: a good page, broken one thing at a time."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.checks import axe, focus_and_targets, structure
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.given import School
from tests.journeys.steps import press, then_the_heading_is, when_signing_in

pytestmark = pytest.mark.browser

BROKEN = {
    "document.documentElement.lang = ''": "The page does not say its language.",
    "document.title = ''": "The page has no title.",
    "document.title = 'Error: Sign in'": (
        'The title is "Error: Sign in", an error summary is not shown.'
    ),
    "document.querySelector('h1').remove()": "There are 0 h1.",
    "document.querySelector('h2').outerHTML = '<h4>A leap</h4>'": 'h4 "A leap" follows h1.',
    "document.querySelector('main').append(document.querySelector('main p').cloneNode());"
    "document.querySelectorAll('main p').forEach(p => { p.id = 'twice'; })": (
        "The id twice occurs twice."
    ),
    "document.querySelector('[name=login]').setAttribute('aria-describedby', 'gone')": (
        'aria-describedby of <input> "login" names gone, which is not there.'
    ),
    "document.querySelector('label').remove()": '<input> "login" has no label.',
    "document.querySelector('main').insertAdjacentHTML('beforeend', '<a href=\"#gone\">Go</a>')": (
        '<a> "Go" leads to #gone, which is not there.'
    ),
    "document.querySelector('main').insertAdjacentHTML('beforeend',"
    " '<label><input type=radio name=choice> One</label>')": "The group of choice has no legend.",
    "document.querySelector('main').style.minWidth = '1400px'": "px too wide",
    "document.querySelector('main').style.minWidth = '50rem'": "With text at 200 % the page is",
}
BROKEN_AFTER_ERROR = {
    "document.title = 'Sign in'": 'The title is "Sign in", an error summary is shown.',
    "document.activeElement.blur()": "not on the error summary.",
    "document.querySelector('main').prepend(document.querySelector('h1'))": (
        '"Sign in" stands before the error summary.'
    ),
    "document.querySelector('.govuk-error-summary a').setAttribute('href', '#gone')": (
        "leads to #gone"
    ),
    "document.querySelector('.govuk-error-summary a').outerHTML = 'Enter it'": (
        '"Enter it" in the summary is no link.'
    ),
    "document.querySelector('[aria-invalid]').removeAttribute('aria-invalid')": (
        "Nothing is marked as wrong"
    ),
}


def test_each_fault_of_a_page_is_named(open_window: Callable[..., Page], school: School):
    page = open_window(DESK)
    for script, problem in BROKEN.items():
        page.goto("/account/login/")
        assert structure(page) == []
        page.evaluate(script)
        found = structure(page)
        assert [one for one in found if problem in one] != [], (script, found)


@pytest.mark.parametrize("element", ["h1", "legend"])
def test_the_longest_word_of_a_heading_breaks_on_a_small_screen(
    open_window: Callable[..., Page], school: School, element: str
):
    page = open_window(PHONE)
    page.goto("/account/login/")
    page.evaluate(
        "name => document.querySelector('main form').insertAdjacentHTML('beforeend', name === 'h1'"
        " ? '' : '<fieldset class=govuk-fieldset><legend class=\"govuk-fieldset__legend"
        " govuk-fieldset__legend--l\"><span>Word</span></legend></fieldset>')",
        element,
    )
    page.evaluate(
        "name => { document.querySelector('main ' + name).textContent = "
        "'Zara asks for contraceptioncontraception' }",
        element,
    )
    assert structure(page) == []


def test_each_fault_of_an_error_summary_is_named(open_window: Callable[..., Page], school: School):
    page = open_window(DESK)
    for script, problem in BROKEN_AFTER_ERROR.items():
        page.goto("/account/login/")
        press(page, "Sign in")
        then_the_heading_is(page, "Sign in")
        assert structure(page) == []
        page.evaluate(script)
        found = structure(page)
        assert [one for one in found if problem in one] != [], (script, found)


def test_hidden_focus_small_targets_and_pale_words_are_named(
    open_window: Callable[..., Page], school: School
):
    page = open_window(DESK)
    page.goto("/account/login/")
    assert focus_and_targets(page) == []
    assert axe(page) == []

    page.evaluate(
        """() => {
          const button = document.querySelector("main button[type=submit]");
          button.style.cssText = "outline: none; box-shadow: none; height: 12px; min-height: 0";
          document.querySelector("main p").style.color = "#cccccc";
        }"""
    )

    problems = focus_and_targets(page)
    assert 'button "Sign in" does not show the focus.' in problems
    assert [one for one in problems if one.startswith('button "Sign in" is')] != []
    assert [one for one in axe(page) if one.startswith("axe color-contrast")] != []


def test_a_frame_in_another_order_is_named(open_window: Callable[..., Page], school: School):
    page = open_window(PHONE)
    when_signing_in(page, school.elm.amira)
    then_the_heading_is(page, "To do")
    assert structure(page) == []

    page.evaluate(
        "document.querySelector('.help-bar__list').prepend("
        "document.querySelector('.help-bar__list').lastElementChild)"
    )

    assert [one for one in structure(page) if one.startswith("The frame reads")] != []
