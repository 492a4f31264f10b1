import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.packages.models import ImportRun
from tests.packages.build import files, zipped

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
