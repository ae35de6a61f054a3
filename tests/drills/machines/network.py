"""Machines on one computer: each a network namespace of its own, or where that is not allowed a loopback address.

A namespace has one cable to a bridge, its own host name and its own `/etc/hosts`, in which the services have the names
that `compose.yaml` gives them. What a killed drill left behind is removed as the next one begins.
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ON = "CIIE_MACHINE"
HOSTS = Path("/etc/netns")
KEPT = ("app", "app.of", "staticfiles", "staticfiles.of", "venv", "venv.of")
"""What a machine still has when the next drill begins, unless the image has changed."""
NOBODY = "02:00:00:00:00:01"
"""An address on the cable that no machine has."""
SERVER_USER = "embedded_postgres"
"""PostgreSQL and PgBouncer do not run as root."""


@dataclass
class Machine:
    """A machine: where it is, its folder, and the services on it."""

    name: str
    address: str
    folder: Path
    namespace: str
    services: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(
        self, words: Sequence[str], environment: Mapping[str, str], *, log: str, user: str = ""
    ) -> subprocess.Popen[bytes]:
        """Start a process on this machine; its output goes to a log in the machine's folder."""
        with (self.folder / f"{log}.log").open("ab") as file:
            process = subprocess.Popen(
                self._there(words, user), env=self._environment(environment), cwd=self.home, stdout=file, stderr=file
            )
        self.started.append(process)
        return process

    def run(
        self, words: Sequence[str], environment: Mapping[str, str], *, user: str = "", seconds: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run a command on this machine to its end."""
        return subprocess.run(
            self._there(words, user),
            env=self._environment(environment),
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    @property
    def logs(self) -> list[Path]:
        """What its processes have said."""
        return sorted(self.folder.glob("*.log"))

    @property
    def home(self) -> Path:
        """Where commands are run: the checkout, where the machine has one."""
        return app if (app := self.folder / "app").exists() else self.folder

    def processes(self) -> list[psutil.Process]:
        """All that runs on it."""
        return processes_of(self.folder)

    def kill(self) -> None:
        """As by a power cut."""
        kill_all_of(self.folder)
        for ended in self.started:
            ended.wait()
        self.started.clear()

    def end(self, patience: float = 75) -> float:
        """Ask everything on it to end, as an update does; returns after how many seconds it has. Raises if it stays."""
        began = time.monotonic()
        for process in self.started:
            process.terminate()
        for process in self.started:
            process.wait(patience)
        self.started.clear()
        return time.monotonic() - began

    def pause(self) -> None:
        """Stop every process in the middle of what it does; the kernel goes on answering for them."""
        self._send(signal.SIGSTOP)

    def go_on(self) -> None:
        """End a pause."""
        self._send(signal.SIGCONT)

    def _send(self, number: signal.Signals) -> None:
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        own = {"HOME": str(self.folder / "home"), "TMPDIR": str(self.folder / "tmp"), "HOSTNAME": self.name}
        return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **own, **self.environment, **more, ON: str(self.folder)}

    def _there(self, words: Sequence[str], user: str) -> list[str]:
        as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
        if not self.namespace:
            return [*as_user, *words]
        named = ["unshare", "--uts", "sh", "-c", 'hostname "$0"; exec "$@"', self.name]
        return ["ip", "netns", "exec", self.namespace, *named, *as_user, *words]


@dataclass
class Network:
    """The machines and the cables between them."""

    folder: Path
    machines: dict[str, Machine] = field(default_factory=dict)
    has_namespaces: bool = False

    @property
    def mark(self) -> str:
        """What namespaces and cables of this folder's drills are called; short, since a cable's name is."""
        return "ciie-" + hashlib.sha256(bytes(self.folder)).hexdigest()[:4]

    def build(self, plan: Mapping[str, tuple[str, ...]]) -> None:
        """A machine for each name of the plan, with the services on it."""
        self.remove()
        for left in [path for path in self.folder.glob("*/*") if path.name not in KEPT]:
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        self.has_namespaces = may_have_namespaces(self.mark)
        if self.has_namespaces:
            _ip("link", "add", self.mark, "type", "bridge")
            _ip("address", "add", f"{self._address(254)}/24", "dev", self.mark)
            _ip("link", "set", self.mark, "up")
        for number, (name, services) in enumerate(plan.items(), 1):
            namespace = f"{self.mark}-{name}" if self.has_namespaces else ""
            machine = Machine(name, self._address(number), self.folder / name, namespace, services)
            for part in ("home", "tmp", "metrics", "files"):
                (machine.folder / part).mkdir(parents=True)
            self.machines[name] = machine
            if namespace:
                self._connect(machine, number)
        for machine in self.machines.values():
            if machine.namespace:
                self._name(machine)

    def _address(self, number: int) -> str:
        return f"10.213.{int(self.mark[-2:], 16)}.{number}" if self.has_namespaces else f"127.0.1.{number}"

    def of(self, service: str) -> list[Machine]:
        """The machines that have this service."""
        return [machine for machine in self.machines.values() if service in machine.services]

    def address_of(self, service: str) -> str:
        """Where the service is; the first of several."""
        return self.of(service)[0].address

    def cut(self, machine: Machine, server: Machine) -> None:
        """Nothing reaches one from the other any more, either way; nobody is informed."""
        for here, there in ((machine, server), (server, machine)):
            to_nobody = ("lladdr", NOBODY, "dev", "eth0", "nud", "permanent")
            _ip("-n", here.namespace, "neighbour", "replace", there.address, *to_nobody)

    def reconnect(self, machine: Machine, server: Machine) -> None:
        """Undo a cut."""
        for here, there in ((machine, server), (server, machine)):
            _ip("-n", here.namespace, "neighbour", "delete", there.address, "dev", "eth0")

    def remove(self) -> None:
        """End all processes and take the cables away, also those that a killed drill left."""
        for left in self.folder.glob("*"):
            kill_all_of(left)
        for machine in self.machines.values():
            machine.kill()
        self.machines.clear()
        for namespace in _namespaces():
            if namespace.startswith(f"{self.mark}-"):
                _ip("netns", "delete", namespace)
                shutil.rmtree(HOSTS / namespace, ignore_errors=True)
        for cable in self._cables():  # the kernel may take those of a namespace away itself, sooner or later
            with suppress(subprocess.CalledProcessError):
                _ip("link", "delete", cable)

    def _cables(self) -> list[str]:
        """The ends of the cables on this side, and then the bridge."""
        names = re.findall(rf"^\d+: ({self.mark}(?:-\w+)?)[@:]", _listed("link"), re.MULTILINE)
        return sorted(names, reverse=True)

    def _connect(self, machine: Machine, number: int) -> None:
        here, there = f"{self.mark}-{number}", machine.namespace
        _ip("netns", "add", there)
        _ip("link", "add", here, "type", "veth", "peer", "name", "eth0", "netns", there)
        _ip("link", "set", here, "master", self.mark, "up")
        _ip("-n", there, "address", "add", f"{machine.address}/24", "dev", "eth0")
        for device in ("eth0", "lo"):
            _ip("-n", there, "link", "set", device, "up")

    def _name(self, machine: Machine) -> None:
        lines = ["127.0.0.1 localhost", f"{machine.address} {machine.name}"]
        lines += [f"{other.address} {service}" for other in self.machines.values() for service in other.services]
        (HOSTS / machine.namespace).mkdir(parents=True)
        (HOSTS / machine.namespace / "hosts").write_text("\n".join(lines) + "\n")


def processes_of(folder: Path) -> list[psutil.Process]:
    """All that runs on the machine of this folder: it says so in its environment, or is at work there.

    Servers that write what they do over their own words (PostgreSQL, Valkey) write over the environment as well.
    """
    return [process for process in psutil.process_iter() if _is_of(process, folder)]


def _is_of(process: psutil.Process, folder: Path) -> bool:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return process.environ().get(ON) == str(folder) or Path(process.cwd()).is_relative_to(folder)
    except (psutil.Error, OSError):
        return False


def kill_all_of(folder: Path) -> None:
    """End every process of the machine at once, and those that they begin meanwhile."""
    while running := processes_of(folder):
        for process in running:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        psutil.wait_procs(running, timeout=5)


def wait_until(is_so: Callable[[], object], *, what: str, seconds: float = 400) -> float:
    """Ask until it is so; returns after how many seconds. Raises `TimeoutError`, which says what never came."""
    began = time.monotonic()
    while not is_so():
        if time.monotonic() > began + seconds:
            raise TimeoutError(f"After {seconds:.0f} s still not so: {what}")
        time.sleep(0.1)
    return time.monotonic() - began


def may_have_namespaces(mark: str) -> bool:
    """Whether machines can be namespaces here; `mark` begins the name of one that is tried."""
    if os.geteuid() != 0 or not shutil.which("ip"):
        return False
    try:
        _ip("netns", "add", f"{mark}-try")
        _ip("netns", "delete", f"{mark}-try")
    except subprocess.CalledProcessError:
        return False
    return True


def _namespaces() -> list[str]:
    return [line.split()[0] for line in _listed("netns").splitlines() if line]


def _listed(what: str) -> str:
    return _ip(what, "show") if shutil.which("ip") else ""


def _ip(*words: str) -> str:
    return subprocess.run(["ip", *words], check=True, capture_output=True, text=True).stdout  # noqa: S607
