"""Files of the storage as somebody with access to it falsifies them."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def tampered(name: str) -> None:
    """Append a line to a file of the storage, which keeps its name."""
    with default_storage.open(name) as stored:
        content = stored.read()
    default_storage.delete(name)
    assert default_storage.save(name, ContentFile(content + b"\n% and the exhibitor pays twice\n")) == name
