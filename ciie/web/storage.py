"""Static files under hashed names, compressed; ES modules may import one another by their plain names, and go out
without comments and indentation. Those that `settings.JS_BUNDLES` names go out together with all that they import.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

from ciie.web.bundles import bundled

OTHERS = ("vendor/", "admin/", "django_htmx/", "unfold/")  # come as light as their makers make them


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            bundles = {name: bundled(name, self._source) for name in settings.JS_BUNDLES if name in paths}
            for name, text in bundles.items():
                self._replace(name, text)
            paths = {name: (self, name) if self._lightened(name) else where for name, where in paths.items()}
        yield from super().post_process(paths, dry_run, **options)

    def _lightened(self, name: str) -> bool:
        """Whether this is a module of ours; then what was collected of it is replaced by its lighter form."""
        if not name.endswith(".js") or name.startswith(OTHERS):
            return False
        self._replace(name, jsmin(self._source(name)))
        return True

    def _source(self, name: str) -> str:
        with self.open(name) as collected:
            return str(collected.read().decode())

    def _replace(self, name: str, text: str) -> None:
        self.delete(name)
        self.save(name, ContentFile(text.encode()))
