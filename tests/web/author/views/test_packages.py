"""Uploading in the browser: every problem in place, the plan, confirming and discarding."""

import re
import zipfile
from io import BytesIO

import pytest

from courses.catalogue.models import Course, CourseVersion
from courses.packages.models import ImportRun
from tests.packages.build import files
from tests.people import NOON
from tests.small_course import enrol, make_small_course
from tests.tables import everything, verbs_about
from tests.web.author.conftest import PACKAGES
from tests.web.reading import heading_of, text_of

HINT = "See the page on the course package."


def left(data_dir):
    """Return the names of the files that uploads left."""
    return sorted(path.name for path in (data_dir / "uploads").glob("*"))


def cells(answer):
    """Return the cells of every row of the page's tables, tags left out."""
    rows = re.findall(
        r'<tr class="govuk-table__row" role="row">(.*?)</tr>', answer.content.decode(), re.DOTALL
    )
    found = [re.findall(r"<t[d][^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in found if row]


def test_the_empty_page_tells_what_a_package_is(grace):
    answer = grace.get(PACKAGES)

    assert heading_of(answer) == "Packages"
    assert "A package is a course as plain text files" in text_of(answer)
    assert "Nothing has been uploaded here." in text_of(answer)


def test_an_upload_shows_its_plan_and_writes_nothing_of_the_course(grace, upload, data_dir):
    answer = upload(grace)
    page = grace.get(answer["Location"])
    run = ImportRun.objects.get()

    assert (answer.status_code, run.state, Course.objects.count()) == (303, "waiting", 0)
    assert "New course small-course, version 1.0.0: 1 lesson, 2 questions." in text_of(page)
    assert "Nobody here has begun this course." in text_of(page)
    assert left(data_dir) == [f"{run.reference}.zip"]
    assert verbs_about(run) == ["uploaded"]
    assert "Waiting for you" in text_of(grace.get(PACKAGES))


def test_confirming_makes_a_draft_and_drops_the_file(grace, elm, upload, data_dir):
    page = upload(grace)["Location"]

    answer = grace.post(f"{page}confirm/", follow=True)

    version = CourseVersion.objects.get()
    assert (version.state, version.course.owner) == ("draft", elm.organisation)
    assert heading_of(answer) == "A small course"
    assert "The draft is made." in text_of(answer)
    assert left(data_dir) == []
    assert "is made from this package" in text_of(grace.get(page))


def test_sent_twice_is_one_run_and_one_draft(grace, upload):
    first, second = upload(grace)["Location"], upload(grace)["Location"]
    grace.post(f"{first}confirm/")
    before = everything()

    again = grace.post(f"{second}confirm/")

    assert first == second
    assert again["Location"] == "/author/elm-park/courses/small-course/1.0.0/"
    assert {**everything(), "sessions.Session": []} == {**before, "sessions.Session": []}


def test_the_same_text_again_is_no_change(grace, upload, draft, data_dir):
    draft()

    page = grace.get(upload(grace)["Location"])

    assert ImportRun.objects.latest("pk").state == "unchanged"
    assert "Nothing to do: the same text is here already." in text_of(page)
    assert left(data_dir) == []


def test_every_problem_is_shown_with_its_file_line_and_hint(grace, upload, data_dir):
    answer = upload(
        grace,
        lesson=("minutes: 3", "minutes: 0"),
        course=("lessons: [first-steps]", "lessons: [first-steps, second]"),
    )
    page = grace.get(answer["Location"])

    assert ImportRun.objects.get().state == "refused"
    assert "2 problems refuse this package. Nothing was written." in text_of(page)
    assert cells(page)[:2] == [
        ["12", "lessons.1", "There is no file lessons/second.md", HINT],
        ["4", "minutes", "This must be at least 1", HINT],
    ]
    assert left(data_dir) == []
    assert "Refused: 2 problems" in text_of(grace.get(PACKAGES))


def test_a_discarded_package_leaves_nothing(grace, upload, data_dir):
    page = upload(grace)["Location"]

    answer = grace.post(f"{page}discard/", follow=True)

    assert "The package is discarded. Nothing was written." in text_of(answer)
    assert (left(data_dir), Course.objects.count()) == ([], 0)
    assert "This package was discarded." in text_of(grace.get(page))


def test_a_package_decided_upon_is_not_discarded(grace, upload, draft):
    draft()
    run = ImportRun.objects.get()

    answer = grace.post(f"{PACKAGES}{run.reference}/discard/")

    assert answer["Location"] == f"{PACKAGES}{run.reference}/"
    assert ImportRun.objects.get().state == "imported"


def test_a_file_that_is_gone_is_asked_for_again(grace, upload, data_dir):
    page = upload(grace)["Location"]
    (data_dir / "uploads" / left(data_dir)[0]).unlink()

    answer = grace.post(f"{page}confirm/", follow=True)

    assert "The uploaded file is no longer here. Upload it again." in text_of(answer)


def test_a_package_that_the_rules_refuse_by_now_ends_refused(grace, ash, upload, draft):
    page = upload(grace, course=("A small course", "Other words"))["Location"]
    version = draft()
    ash.post(
        f"/author/elm-park/courses/small-course/{version.version}/publish/",
        {"reason": "Read again"},
    )

    answer = grace.post(f"{page}confirm/", follow=True)

    assert "1 problem refuses this package." in text_of(answer)
    assert "was published with other text" in text_of(answer)


def test_a_bundled_course_is_adapted_and_never_changed(grace, elm, upload):
    bundled = make_small_course()
    enrol(elm.amira, elm.organisation, bundled)
    before = CourseVersion.objects.filter(pk=bundled.pk).values().get()

    answer = upload(grace)
    page = text_of(grace.get(answer["Location"]))
    grace.post(f"{answer['Location']}confirm/")

    assert "This becomes your organisation's own adaptation of it" in page
    assert "1 person is part-way through version 1.0.0 and stays on it." in page
    assert CourseVersion.objects.filter(pk=bundled.pk).values().get() == before
    assert Course.objects.filter(owner=elm.organisation).count() == 1


def test_another_organisations_run_is_not_there(grace, elm, harbour, upload):
    page = upload(grace)["Location"]
    ImportRun.objects.update(organisation=harbour.organisation)

    for act in ("confirm/", "discard/"):
        assert grace.post(page + act).status_code == 404
    assert grace.get(page).status_code == 404


def bomb():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("course.yaml", b"a" * 30_000_000)
    return out.getvalue()


def with_member(name, content=b"x", *, mode=0):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files().items():
            archive.writestr(path, text)
        member = zipfile.ZipInfo(name)
        member.external_attr = mode << 16
        archive.writestr(member, content)
    return out.getvalue()


HOSTILE = {
    "zip slip": (lambda: with_member("../evil.yaml"), "The name is not allowed"),
    "link": (lambda: with_member("lessons/l.md", mode=0o120777), "Links and special files"),
    "bomb": (bomb, "unpacks to more than 100 times its size"),
    "no zip": (lambda: b"not a zip", "This is not a zip file, or it is damaged"),
    "tags": (
        lambda: with_member("shared/x.yaml", b"!!python/object/apply:os.system [id]"),
        "This file has no place in a package",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_package_is_refused_in_place_and_leaves_nothing(grace, upload, data_dir, kind):
    make, message = HOSTILE[kind]

    answer = upload(grace, make())

    page = text_of(grace.get(answer["Location"]))
    assert (message in page, "incoming-" in page) == (True, False)
    assert (ImportRun.objects.get().state, Course.objects.count()) == ("refused", 0)
    assert left(data_dir) == []


def test_a_tag_in_yaml_is_refused_with_its_line(grace, upload):
    answer = upload(grace, course=("title: A small course", "title: !!python/name:os.system x"))

    page = cells(grace.get(answer["Location"]))

    assert page[0][0] == "4"
    assert "tag" in page[0][2].lower()


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "course.zip", "The file is empty. Upload a package as a zip file"),
        (b"text", "course.txt", "The file must be a zip."),
    ],
)
def test_what_is_no_package_is_said_beside_the_field(grace, upload, content, name, message):
    answer = upload(grace, content, name=name)

    assert answer.status_code == 200
    assert message in text_of(answer)
    assert ImportRun.objects.count() == 0


def test_without_a_file_the_field_asks_for_one(grace):
    assert "Select a zip file" in text_of(grace.post(PACKAGES, {}))


def test_a_file_over_the_cap_is_cut_off_and_said(grace, upload, data_dir):
    answer = upload(grace, bytes(50 * 1024**2 + 1))

    assert answer.status_code == 200
    assert "The file is larger than 50 MB. Upload a smaller package" in text_of(answer)
    assert ImportRun.objects.count() == 0
    assert not (data_dir / "uploads").exists()


@pytest.mark.parametrize("runs", [1, 3])
def test_the_list_takes_the_same_queries_however_long(
    grace, upload, runs, django_assert_num_queries
):
    for number in range(runs):
        upload(grace, course=("A small course", f"Course {number}"))

    with django_assert_num_queries(6):
        grace.get(PACKAGES)


def test_a_name_of_a_file_is_shown_as_one_harmless_line(grace, upload):
    upload(grace, name="<b>\u202ecourse.zip")

    assert "&lt;b&gt;course.zip" in grace.get(PACKAGES).content.decode()
    assert ImportRun.objects.get().at > NOON


def test_a_draft_is_downloaded_and_uploads_again_as_the_same_text(grace, upload, draft):
    version = draft()

    answer = grace.get("/author/elm-park/courses/small-course/1.0.0/package/")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="small-course-1.0.0.zip"'
    assert verbs_about(version) == ["imported", "exported-course"]
    upload(grace, answer.content)
    assert ImportRun.objects.latest("pk").state == "unchanged"


def test_the_page_offers_of_each_course_the_version_that_learners_get(grace, draft):
    make_small_course(version="1.4.0", title="The bundled one")
    draft()

    page = grace.get(PACKAGES)

    assert (
        "Download A small course 1.0.0 (zip) Download The bundled one 1.4.0 (zip) · comes with the"
        " platform"
    ) in text_of(page)
    assert 'href="/author/elm-park/bundled/small-course/1.4.0/package/"' in page.content.decode()
