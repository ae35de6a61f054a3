"""The machines of `make machines` have the files that `compose.yaml` names, each in its own folder."""

from pathlib import Path

import pytest

from tests.drills.machines.compose import services
from tests.drills.machines.network import Machine, Network
from tests.drills.machines.site import Site, values


@pytest.fixture
def site(tmp_path: Path) -> Site:
    given = values()
    return Site(Network(tmp_path), given, services(given))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine("pool", "10.0.0.1", tmp_path / "pool", "somewhere", ("pgbouncer",))


def test_paths_of_the_container_are_those_of_the_machine_once(site: Site, machine: Machine) -> None:
    """Also where the folder of the drill lies in the system's temporary folder, as it does here."""
    pgbouncer = site.services["pgbouncer"]
    mounted = sorted(pgbouncer.files)
    assert site.here(" ".join(mounted), machine, pgbouncer) == " ".join(
        f"{machine.folder}/files/{Path(path).name}" for path in mounted
    )
    text = site.here("--schedule /tmp/beat /tmp /srv/media /run/metrics", machine, pgbouncer)
    folder = machine.folder
    assert text == f"--schedule {folder}/tmp/beat {folder}/tmp {folder}/media {folder}/metrics"


def test_a_service_that_ends_is_noticed_and_its_log_quoted(site: Site, machine: Machine) -> None:
    machine.folder.mkdir()
    machine.namespace = ""
    machine.start(["sh", "-c", "echo cannot open the file; exit 2"], {}, log="pgbouncer").wait()
    with pytest.raises(RuntimeError) as caught:
        site.wait_for("pgbouncer", machine)
    log = machine.folder / "pgbouncer.log"
    assert str(caught.value) == (f"A process of machine pool has ended.\n\nThe end of {log}:\ncannot open the file")
