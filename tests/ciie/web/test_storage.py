from pathlib import Path

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile
from pytest_django import Settings

from ciie.web.storage import HashedStaticFiles


def test_modules_import_one_another_under_their_hashed_names(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    sources = StaticFilesStorage(location=str(tmp_path), base_url="/static/")
    sources.save("viewer.js", ContentFile(b'import { pan } from "./panning.js";\npan();\n'))
    sources.save("panning.js", ContentFile(b"export const pan = () => {};\n"))
    storage = HashedStaticFiles(location=str(tmp_path), base_url="/static/")
    list(storage.post_process({name: (sources, name) for name in ("viewer.js", "panning.js")}))
    panning = storage.stored_name("panning.js")
    assert panning != "panning.js"
    viewer = (tmp_path / storage.stored_name("viewer.js")).read_text()
    assert viewer == f'import{{pan}} from "./{panning}";pan();'


def test_modules_of_others_stay_as_they_are(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    sources = StaticFilesStorage(location=str(tmp_path), base_url="/static/")
    sources.save("vendor/chart.js", ContentFile(b"// (c) somebody\nexport const draw = 1;\n"))
    storage = HashedStaticFiles(location=str(tmp_path), base_url="/static/")
    list(storage.post_process({"vendor/chart.js": (sources, "vendor/chart.js")}))
    assert (tmp_path / storage.stored_name("vendor/chart.js")).read_text().startswith("// (c) somebody")
