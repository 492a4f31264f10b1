"""The cap on uploaded files, kept while they come in: nothing larger is ever stored."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from courses.packages.archive import CAPS


class CappedUpload(FileUploadHandler):
    """Drops a file as soon as it is larger than a package may be, and says so on the request."""

    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count another file."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's signature
        """Pass the chunk on to the next handler.

        :raises SkipFile: when the file is too large by now.
        """
        self.received += len(raw_data)
        if self.received > CAPS.packed:
            self.request.upload_too_large = True  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def is_too_large(request: HttpRequest) -> bool:
    """Test whether a file of the request was dropped for its size."""
    return bool(getattr(request, "upload_too_large", False))
