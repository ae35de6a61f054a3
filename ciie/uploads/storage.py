"""A storage on this machine that writes each file in full or not at all."""

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
    """The storage of `STORAGES["default"]`, which writes a file under a temporary name, syncs it and then renames it.

    Nobody ever sees a partial file, not even after a power failure. If there is no space, nothing is left, and `save`
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
            os.fsync(folder)  # for the name, too
        finally:
            os.close(folder)
