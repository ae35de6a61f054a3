"""Scripts of plans stay small: what a page fetches before its plan can be moved, or its draft be drawn on.

Measured on the files that production serves, each with the modules that are in it, as a browser fetches them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.template.loader import render_to_string
from django.test import override_settings

from ciie.web.storage import HashedStaticFiles
from tests.bench.scripts import EDITOR, MAP, fetched, weight
from tests.bench.viewer import LARGEST_EDITOR_JS, LARGEST_JS

FOLDERS = ("pavilions/", "exhibitors/", "js/")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HashedStaticFiles]:
    """Our modules as `collectstatic` leaves them."""
    root = str(tmp_path_factory.mktemp("static"))
    with override_settings(STATIC_ROOT=root):
        storage = HashedStaticFiles(location=root, base_url="/static/")
        sources = StaticFilesStorage(location=root, base_url="/static/")
        paths = {}
        for finder in finders.get_finders():
            for name, place in finder.list([]):
                if name.endswith(".js") and name.startswith(FOLDERS):
                    with place.open(name) as file:
                        sources.save(name, file)
                    paths[name] = (sources, name)
        failed = [made for _name, _hashed, made in storage.post_process(paths) if isinstance(made, Exception)]
        assert failed == []
        yield storage


@pytest.mark.parametrize(("entry", "most"), [(MAP, LARGEST_JS), (EDITOR, LARGEST_EDITOR_JS)])
def test_scripts_weigh_less_than_they_may(collected: HashedStaticFiles, entry: str, most: int) -> None:
    served = Path(collected.path(collected.stored_name(entry)))
    assert 'from"' not in served.read_text()  # nothing else is fetched before it runs
    assert served.with_name(f"{served.name}.gz").stat().st_size <= most


@pytest.mark.parametrize("entry", [MAP, EDITOR])
def test_benchmarks_measure_what_is_served(collected: HashedStaticFiles, entry: str) -> None:
    served = Path(collected.path(collected.stored_name(entry)))
    assert list(fetched(entry)) == [entry]
    assert abs(served.with_name(f"{served.name}.gz").stat().st_size - weight(entry)) < 100  # a hash in a name


def test_pages_with_a_plan_run_one_script() -> None:
    assert render_to_string("pavilions/plans/scripts.html").count(".js") == 1
