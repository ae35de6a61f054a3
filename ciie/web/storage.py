"""Static files under hashed names, compressed; ES modules may import one another by their plain names, and go out
without comments and indentation.
"""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

OTHERS = ("vendor/", "admin/", "django_htmx/", "unfold/")  # come as light as their makers make them


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            paths = {name: (self, name) if self._lightened(name) else where for name, where in paths.items()}
        yield from super().post_process(paths, dry_run, **options)

    def _lightened(self, name: str) -> bool:
        """Whether this is a module of ours; then what was collected of it is replaced by its lighter form."""
        if not name.endswith(".js") or name.startswith(OTHERS):
            return False
        with self.open(name) as collected:
            lighter = jsmin(collected.read().decode())
        self.delete(name)
        self.save(name, ContentFile(lighter.encode()))
        return True
