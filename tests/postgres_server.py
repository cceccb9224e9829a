"""A PostgreSQL server of a test's own: Debian's programs on a folder of their own, reached by a socket in it."""

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

MISSING = "PostgreSQL is not installed: run tools/postgres.sh, or apt-get install postgresql"
SETTINGS = "-c listen_addresses='' -c fsync=off -c max_connections=80 -c autovacuum=off"


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


class Server(msgspec.Struct, frozen=True):
    """A running server; `user` runs it where the test is run by root, who may not."""

    bin: Path
    folder: Path
    user: str | None

    def call(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs as the server's user."""
        switch = ["runuser", "-u", self.user, "--"] if self.user else []
        done = subprocess.run(
            [*switch, str(self.bin / program), *words], cwd="/", capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr + done.stdout

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"{SETTINGS} -c unix_socket_directories='{self.folder}'"
        log = str(self.folder / "log")
        self.call("pg_ctl", "-D", str(self.folder / "data"), "-o", options, "-l", log, "-w", "start")

    def stop(self) -> None:
        """Stop it at once, cutting every connection."""
        self.call("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"d{uuid.uuid4().hex[:12]}"
        self.call("createdb", "-h", str(self.folder), "-U", "dateline", name)
        return f"postgresql://dateline@/{name}?host={self.folder}"


@contextmanager
def serving() -> Iterator[Server]:
    """A server for as long as the block lasts."""
    bin = programs()
    assert bin, MISSING
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-", dir="/tmp"))
    user = "postgres" if os.getuid() == 0 else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    server = Server(bin, folder, user)
    try:
        server.call("initdb", "-D", str(folder / "data"), "-U", "dateline", "-A", "trust", "-E", "UTF8", "--no-sync")
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
