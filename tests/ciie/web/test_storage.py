import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from pytest_django import Settings

from ciie.web.storage import HashedStaticFiles

IMPORT = re.compile(r'(?:from|import)\s*\(?"(\.[^"]+)"')
FOLDERS = ("pavilions/", "exhibitors/", "js/")


def test_modules_import_one_another_under_their_hashed_names(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    sources = StaticFilesStorage(location=str(tmp_path), base_url="/static/")
    paths = {}
    for finder in finders.get_finders():
        for name, place in finder.list([]):
            if name.endswith(".js") and name.startswith(FOLDERS):
                with place.open(name) as file:
                    sources.save(name, file)
                paths[name] = (sources, name)
    storage = HashedStaticFiles(location=str(tmp_path), base_url="/static/")
    assert [made for _name, _hashed, made in storage.post_process(paths) if isinstance(made, Exception)] == []
    hashed = {storage.stored_name(name) for name in paths}
    imported = {
        (tmp_path / name).parent.joinpath(where).resolve().relative_to(tmp_path).as_posix()
        for name in hashed
        for where in IMPORT.findall((tmp_path / name).read_text())
    }
    assert "pavilions/plan/viewer.js" in paths
    assert len(imported) > 30
    assert imported - hashed == set()
