"""No page asks anything of another host; only links that somebody clicks lead away (row 17)."""

import re
from functools import cache
from uuid import uuid4

import pytest

from courses.certification.models import Certificate
from tests.walk import OPENED, OWN, beside, walk_of

pytestmark = [pytest.mark.same_on_both, beside("lewis")]
LOADED = re.compile(r"<(?:script|img|iframe|source|audio|video|embed|object|link)\b[^>]*>")
ADDRESS = re.compile(r'(?:src|href|data|srcset|poster)="([^"]*)"')
LINK = re.compile(r'<a\b[^>]*href="(https?:)?//([^"/]*)[^"]*"[^>]*>')
FORM = re.compile(r'<form\b[^>]*action="([^"]*)"')
# Links to sources, and the printed address of the check page.
MAY_LEAD_TO = {"example.org", "testserver"}


@cache
def every_page():
    """Return every page of ours that a learner, a lead and a stranger are shown, by address."""
    return {
        f"{name} {visit.path}": seen.content.decode()
        for name in ("stranger", "amira", "lewis")
        for visit, seen in walk_of(name).seen.items()
        if (visit.method, visit.whose) == ("GET", OWN)
        and seen.headers["Content-Type"].startswith("text/html")
        and seen.content
        and seen.outcome == OPENED
    }


def test_everything_a_page_loads_is_our_own(db):
    pages = every_page()

    loaded = {
        (name, address)
        for name, page in pages.items()
        for tag in LOADED.findall(page)
        for address in ADDRESS.findall(tag)
    }
    assert len(pages) > 30
    assert len(loaded) > 60
    assert [one for one in loaded if not re.match(r"/(?!/)", one[1])] == []


def test_every_form_goes_to_us(db):
    pages = every_page()
    actions = {action for page in pages.values() for action in FORM.findall(page) if action}

    assert [action for action in actions if not re.match(r"/(?!/)", action)] == []


def test_links_lead_away_to_sources_alone_and_tell_them_nothing(db):
    pages = every_page()
    found = [match for page in pages.values() for match in LINK.finditer(page)]
    away = [match for match in found if match[2] != "testserver"]

    assert {match[2] for match in found} == MAY_LEAD_TO
    assert [match[0] for match in away if 'rel="noreferrer"' not in match[0]] == []


def test_pages_hold_no_script_or_style_of_their_own(db):
    pages = every_page()
    inline = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>|<style\b|\sstyle=|\son\w+=\"|javascript:")

    assert {name: inline.findall(page) for name, page in pages.items() if inline.search(page)} == {}


def test_the_certificate_and_its_result_too(amira, passed):
    number = Certificate.objects.get().number
    registration = passed.enrolment.registration
    paths = [f"/learn/certificates/{number}.html", f"/learn/{registration}/quiz/1/result/"]

    pages = [amira.get(path).content.decode() for path in paths]

    assert [tag for page in pages for tag in LOADED.findall(page) if "http" in tag] == []
    assert amira.get(f"/learn/{uuid4()}/").status_code == 404
