"""Files on this machine, each written whole or not at all."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Busy
from ciie.kernel.troubles import is_no_room

READABLE = 0o644


class WholeFiles(FileSystemStorage):
    """`STORAGES["default"]`: a file is written under another name, put on the disk and then given its own.

    Nobody ever sees a part of one, also not after the power failed. Where there is no room nothing is left, and `save`
    raises `Busy` (`no_room`).
    """

    def _save(self, name: str, content: Any) -> str:
        place = Path(self.path(name))
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._write(place, content)
        except OSError as error:
            if not is_no_room(error):
                raise
            sentence = _("There is no room to keep files at the moment. Nothing was saved. Please try again later.")
            raise Busy(sentence, code="no_room") from error
        return name

    def _write(self, place: Path, content: Any) -> None:
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", suffix=".part", delete=False) as file:
            try:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
                os.fchmod(file.fileno(), READABLE)
                Path(file.name).rename(place)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)  # the name, too
        finally:
            os.close(folder)
