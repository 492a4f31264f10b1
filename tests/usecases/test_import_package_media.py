"""A lesson with a quote, a picture and a sound: from the package to the page and back out."""

import pytest
from django.conf import settings
from django.test import Client

from courses.accounts.models import User
from courses.learning.models import Enrolment
from courses.usecases.enrol_staff import enrol_staff
from courses.usecases.export_course import export_course
from courses.usecases.import_package import import_package
from courses.usecases.publish_version import publish_version
from tests.packages.build import folder
from tests.packages.pictures import SOUND, picture
from tests.people import NOON

pytestmark = pytest.mark.django_db
DO_DONT = "/// do-dont\n"
BLOCKS = """\
/// quote
    id: said
    attribution: A play worker, put together from many
    cite: [guide-2026]
    intensity: 0
We noticed, and we told the lead.
///

/// image
    id: door
    file: media/door.png
    alt: The gate of a school.
Where visitors ring.
///

/// image
    id: line
    file: media/door.png
    decorative: true
///

/// audio | The call
    id: call
    file: media/call.mp3
    intensity: 0
Hello, I am worried about a child.
///

"""


@pytest.fixture
def package(tmp_path):
    path = folder(tmp_path / "small", lesson=(DO_DONT, BLOCKS + DO_DONT))
    (path / "media").mkdir()
    (path / "media" / "door.png").write_bytes(picture())
    (path / "media" / "call.mp3").write_bytes(SOUND)
    return path


def test_the_blocks_stand_on_the_page_with_what_they_show(package, elm):
    version = import_package(path=package, at=NOON).version
    publish_version(version=version, at=NOON, actor_id=None, reason="")
    client = client_of(elm.amira, elm, version)

    page = client.get(lesson_of(elm.amira)).content.decode()

    door, _line, call = (
        version.lessons.get().blocks.get(identifier=name) for name in ("door", "line", "call")
    )
    shown = f'src="/media/{door.medium["sha256"]}.png" alt="{{}}" width="40" height="30"'
    assert page.count(shown.format("The gate of a school.")) == 1
    assert page.count(shown.format("")) == 1
    assert f'controls preload="none" src="/media/{call.medium["sha256"]}.mp3"' in page
    assert "Hello, I am worried about a child." in page
    assert "A play worker, put together from many" in page
    assert "A guide to safeguarding" in page.partition("quote__whose")[2].partition("</figure>")[0]
    assert client.get(f"/media/{door.medium_name}").content == picture()
    assert '<details class="govuk-details">' in page
    assert "To listen to in this lesson" not in page
    client.cookies["reading"] = "device.usual.usual.usual.usual.read"
    assert (
        '<details class="govuk-details" open>' in client.get(lesson_of(elm.amira)).content.decode()
    )
    client.cookies["reading"] = "device.usual.usual.usual.usual.listen"
    listening = client.get(lesson_of(elm.amira)).content.decode()
    assert '<details class="govuk-details">' in listening
    sounds = listening.partition("To listen to in this lesson")[2].partition("</nav>")[0]
    assert '<a class="govuk-link" href="#call">The call</a>' in sounds


def test_what_goes_out_comes_back_as_the_same_text(package, elm, tmp_path):
    version = import_package(path=package, at=NOON).version
    file = tmp_path / "out.zip"
    file.write_bytes(export_course(version=version, at=NOON).content)

    again = import_package(path=file, at=NOON)
    own = import_package(path=file, at=NOON, owner_id=elm.organisation.pk)

    assert (again.version, again.is_new) == (version, False)
    assert own.version.content_hash == version.content_hash


def test_another_picture_is_another_text(package):
    first = import_package(path=package, at=NOON).version
    (package / "media" / "door.png").write_bytes(picture(size=(41, 30)))

    second = import_package(path=package, at=NOON)

    assert second.is_new
    assert second.version.content_hash != first.content_hash


def test_a_refused_package_and_a_dry_run_keep_no_file(package):
    before = kept_files()
    import_package(path=package, at=NOON, dry_run=True)
    (package / "media" / "call.mp3").write_bytes(b"no sound")

    found = import_package(path=package, at=NOON)

    assert found.version is None
    assert kept_files() == before


def kept_files() -> set[str]:
    """Return the names of the files that are kept."""
    folder = settings.DATA_DIR / "media"
    return {file.name for file in folder.iterdir()} if folder.exists() else set()


def client_of(learner: User, elm, version) -> Client:
    """Return the browser of somebody who has begun the course."""
    enrol_staff(
        learner=learner,
        organisation=elm.organisation,
        course=version.course,
        reason=Enrolment.Reason.CHOSEN,
        at=NOON,
    )
    client = Client()
    client.force_login(learner)
    return client


def lesson_of(learner: User) -> str:
    """Return the address of the lesson."""
    enrolment = Enrolment.objects.get(learner=learner)
    return f"/learn/{enrolment.registration}/lessons/first-steps/"
