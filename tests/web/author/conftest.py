from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.catalogue.services import publish, save_draft
from courses.common.dates import local_date
from courses.learning.models import Completion
from courses.packages.models import ImportRun
from tests.packages.build import files, zipped
from tests.people import NOON
from tests.small_course import enrol, make_rule, small_draft

DAY = timedelta(days=1)
PACKAGES = "/author/elm-park/packages/"


@pytest.fixture
def data_dir(tmp_path, settings):
    """Keep uploads in a folder of this test."""
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture
def grace(elm, harbour, sign_in, data_dir):
    """Return the browser of Grace, who writes courses."""
    return sign_in(elm.grace)


@pytest.fixture
def ash(elm, harbour, sign_in, data_dir):
    """Return the browser of Ash, who administers and publishes."""
    return sign_in(elm.ash)


@pytest.fixture
def upload(tmp_path):
    """Return how to upload bytes, or the small package with changes."""

    def sent(client, content=None, *, name="course.zip", **changes):
        if content is None:
            content = zipped(tmp_path / "sent.zip", files(**changes)).read_bytes()
        return client.post(PACKAGES, {"package": SimpleUploadedFile(name, content)})

    return sent


@pytest.fixture
def draft(grace, upload):
    """Return the draft that Grace made of the small package."""

    def made(**changes):
        answer = upload(grace, **changes)
        grace.post(f"{answer['Location']}confirm/")
        return ImportRun.objects.latest("pk").version

    return made


@pytest.fixture
def today():
    """Return today in London."""
    return local_date(timezone.now())


@pytest.fixture
def second(elm, harbour, today):
    """Return the draft of the second version; Amira has completed the first."""
    versions = []
    for number in ("1.0.0", "2.0.0"):
        version = save_draft(draft=small_draft(version=number), owner_id=elm.organisation.pk)
        for rows in (version.contacts, version.facts):
            rows.update(review_by=today + 900 * DAY)
        versions.append(version)
    first, draft = versions
    publish(version=first, at=NOON, actor_id=None)
    enrolment = enrol(elm.amira, elm.organisation, first)
    Completion.objects.create(
        learner=elm.amira,
        organisation=elm.organisation,
        course=first.course,
        version=first,
        enrolment=enrolment,
        completed_at=timezone.now() - 30 * DAY,
        completed_on=today - 30 * DAY,
        minutes=9,
        how=Completion.How.QUIZ,
        recorded_at=timezone.now() - 30 * DAY,
    )
    return draft


@pytest.fixture
def rule(elm, second):
    """Return the rule that everybody completes the course every year."""
    return make_rule(elm.organisation, second)
