"""How much may be sent at once: asked before the first byte is kept, of strangers as well."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = max(64, settings.ENV.file_megabytes + 4) * 1024 * 1024
"""More than the largest file any page takes, so that a file a little too big still gets a sentence."""


class BoundedUpload(FileUploadHandler):
    """Refuses a form that says it is larger; the handlers after it keep the files."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        if content_length > MOST_BYTES:
            raise RequestDataTooBig(f"{content_length} bytes were sent at once")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
