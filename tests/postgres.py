"""A PostgreSQL 15 for tests: find one, install one from Debian's packages, run one as its own user.

python -m tests.postgres --install  installs one where there is none; says why where it cannot, which stops nothing
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.chromium import APT, APT_SECONDS, run
from tests.browser.server import free_port

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
PACKAGE = "postgresql-15"
USER = "postgres"
SECONDS = 60
MISSING = "PostgreSQL 15 is not installed and cannot be here: as root on Debian, apt-get install postgresql-15"


@dataclass(frozen=True)
class Postgres:
    """A running server: its folder and port."""

    folder: Path
    port: int

    def url(self, database: str = USER) -> str:
        """The address of one of its databases."""
        return f"postgresql://{USER}:{USER}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        data, log = self.folder / "data", self.folder / "log"
        as_user([str(PROGRAMS / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(log), "-w", "start"])

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; 'immediate' is as good as pulling the plug."""
        as_user([str(PROGRAMS / "pg_ctl"), "-D", str(self.folder / "data"), "-m", mode, "-w", "stop"])

    def kill(self) -> None:
        """Kill all of its processes at once, as a machine that loses its power does."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        every = [first, *_children(first)]
        as_user(["kill", "-9", *(str(pid) for pid in every)])
        while any(Path(f"/proc/{pid}").exists() for pid in every):
            time.sleep(0.01)


def _children(parent: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = status.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        if int(after_name[1]) == parent:
            found.append(int(status.parent.name))
    return found


def why_not() -> str:
    """Why there is no PostgreSQL 15 to test with; nothing when there is."""
    if not (PROGRAMS / "initdb").exists():
        return MISSING
    if os.geteuid() == 0 and not shutil.which("su"):
        return "PostgreSQL does not run as root, and there is no su to run it as another user"
    return ""


@contextmanager
def serve() -> Iterator[Postgres]:
    """A fresh server, stopped and forgotten at the end."""
    folder = Path(tempfile.mkdtemp(prefix="tandem-postgres-"))
    server = Postgres(folder, free_port())
    try:
        _prepare(server)
        server.start()
        yield server
    finally:
        run(_as_user([str(PROGRAMS / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop"]), SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def _prepare(server: Postgres) -> None:
    (server.folder / "password").write_text(USER)
    if os.geteuid() == 0:
        shutil.chown(server.folder, USER)
        shutil.chown(server.folder / "password", USER)
    how = ["--auth=scram-sha-256", f"--username={USER}", f"--pwfile={server.folder / 'password'}"]
    where = ["-D", str(server.folder / "data"), "-E", "UTF8", "--locale=C.UTF-8"]
    as_user([str(PROGRAMS / "initdb"), *where, *how])


def as_user(command: list[str]) -> None:
    """Run a command as the database's user; raises CalledProcessError."""
    quiet = subprocess.DEVNULL
    subprocess.run(_as_user(command), check=True, timeout=SECONDS, cwd="/", stdin=quiet, stdout=quiet, stderr=quiet)


def _as_user(command: list[str]) -> list[str]:
    return ["su", USER, "-c", shlex.join(command)] if os.geteuid() == 0 else command


def install() -> str:
    """Install PostgreSQL 15 where that is possible; why not where it is not."""
    if why_not() == MISSING and os.geteuid() == 0 and shutil.which("apt-get"):
        print("No PostgreSQL 15 here: asking apt for one ...", file=sys.stderr)
        _ = run([*APT, "update"], seconds=APT_SECONDS)
        _ = run([*APT, "install", PACKAGE], seconds=APT_SECONDS)
    return why_not()


def main() -> int:
    """Say where it is, or why its tests will be skipped."""
    missing = install() if "--install" in sys.argv[1:] else why_not()
    print(missing or PROGRAMS, file=sys.stderr if missing else sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
