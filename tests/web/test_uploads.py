import pytest
from django.core.files.uploadhandler import SkipFile
from django.test import RequestFactory

from courses.packages.archive import CAPS
from courses.web.uploads import CappedUpload, is_too_large


@pytest.fixture
def handler():
    handler = CappedUpload(RequestFactory().post("/"))
    handler.new_file("package", "a.zip", "application/zip", None)
    return handler


def test_a_file_within_the_cap_passes_chunk_by_chunk(handler):
    assert handler.receive_data_chunk(b"chunk", 0) == b"chunk"
    assert handler.file_complete(5) is None
    assert is_too_large(handler.request) is False


def test_a_file_over_the_cap_is_dropped_and_said(handler):
    handler.receive_data_chunk(bytes(CAPS.packed), 0)

    with pytest.raises(SkipFile):
        handler.receive_data_chunk(b"x", CAPS.packed)

    assert is_too_large(handler.request) is True


def test_each_file_is_counted_by_itself(handler):
    handler.receive_data_chunk(bytes(CAPS.packed), 0)
    handler.new_file("other", "b.zip", "application/zip", None)

    assert handler.receive_data_chunk(b"x", 0) == b"x"
