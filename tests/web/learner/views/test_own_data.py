"""Everything held about you: the page, and the zip."""

import json
from io import BytesIO
from zipfile import ZipFile

from courses.accounts.models import User
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt
from tests.usecases.bringing import SMALL_PDF, brought_of
from tests.web.reading import heading_of, text_of

PAGE = "/learn/record/everything/"


def test_the_page_says_what_is_held_and_the_zip_holds_it(amira, elm, small_course):
    User.objects.filter(pk=elm.amira.pk).update(name="Amira <b>Haddad</b>")
    enrolment = enrol(elm.amira, elm.organisation, small_course)
    finish_lessons(enrolment)
    answer_all(open_attempt(enrolment))

    page, answer = amira.get(PAGE), amira.get(f"{PAGE}my-data.zip")

    assert heading_of(page) == "Everything held about you"
    assert "Attempts 1 Answers in quizzes 2" in text_of(page)
    assert "Nothing is held of: Addresses, Second steps" in text_of(page)
    assert f'href="{PAGE}"' in amira.get("/learn/record/").content.decode()
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="my-data-2')
    packed = ZipFile(BytesIO(answer.content))
    assert packed.namelist() == ["data.json", "index.html"]
    data = json.loads(packed.read("data.json"))
    assert [len(data[name]) for name in ("attempts", "answers_in_quizzes")] == [1, 2]
    assert data["check_certificates_at"].endswith("/verify/")
    assert data["kept_for"][0]["how_long"] == "with the records"
    html = packed.read("index.html").decode()
    assert "<script" not in html
    assert "Amira &lt;b&gt;Haddad&lt;/b&gt;" in html
    assert "<h2>Answers in quizzes (2)</h2>" in html
    assert "<dt>Answer</dt><dd>" in html


def test_the_zip_has_what_the_person_attached(amira, elm, small_course):
    brought_of(elm.membership(elm.amira), small_course.course, file=SMALL_PDF)

    packed = ZipFile(BytesIO(amira.get(f"{PAGE}my-data.zip").content))

    (name,) = [one for one in packed.namelist() if one.startswith("evidence/")]
    assert packed.read(name) == SMALL_PDF.data
