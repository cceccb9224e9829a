"""The hostile set through `dateline read`, as a user runs it: `python -m tools.hostile [PART-OF-A-NAME…]`.

Prints a line a case: what became of it, the longest wait for an answer and, for a bomb, the processor's time, both
beyond what a harmless file of its kind takes, peak memory, files that appeared, connections that were begun; then the
bounds and whether they hold (status 1 if not).
Connections are counted by strace where that is installed and may trace, else not at all, and it says so.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.hostile_cases import HARMLESS, ROOT, Case, cases

SECONDS, BOMB_SECONDS, MEGABYTES = 5.0, 1.0, 1_000
NETWORK = re.compile(r"(?:connect|sendto|bind)\(.*AF_INET")
FAULT = re.compile(r"Traceback|report this|broke down|does not answer")
LAUNCHER = """
import os, sys
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(pid, 0)
open(sys.argv[1], "w").write(f"{os.waitstatus_to_exitcode(status)} {used.ru_utime + used.ru_stime} {used.ru_maxrss}")
"""
"""A process starts with the peak memory of the one that started it, so a small one stands between."""
ALL_CODED, SOME_REJECTED, NOTHING_CODED = 0, 1, 2


class Outcome(NamedTuple):
    """What one run said and what it cost. `waits`: seconds before each line of output, and before its end."""

    status: int
    lines: list[str]
    error: str
    waits: list[float]
    processor: float
    megabytes: float
    created: list[str]
    connections: int


class Runner:
    """Runs the program in a world of its own: an empty folder, a folder for temporary files, a warm cache."""

    def __init__(self, world: Path) -> None:
        self.world, self.input = world, world / "input"
        self.places = [world / name for name in ("here", "tmp", "home")]
        for place in (*self.places, world / "cache"):
            place.mkdir()
        self.strace = _strace(world)
        names = ("PATH", "LANG", "LC_ALL")
        self.env = {name: os.environ[name] for name in names if name in os.environ}
        self.env |= {"HOME": str(self.places[2]), "TMPDIR": str(self.places[1]), "XDG_CACHE_HOME": str(world / "cache"),
                     "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
        self.starts: dict[str, tuple[float, float]] = {}

    def start_of(self, like: str) -> tuple[float, float]:
        """Seconds, and those of the processor, for a harmless file of that kind: the less of two, after a warm-up."""
        if like not in self.starts:
            runs = [self.run(Case(like, "", HARMLESS[like])) for _ in range(3)][1:]
            self.starts[like] = min(sum(run.waits) for run in runs), min(run.processor for run in runs)
        return self.starts[like]

    def run(self, case: Case) -> Outcome:
        """Make the files of a case, read them, and remove them."""
        self.input.mkdir()
        try:
            case.make(self.input)
            inside = list(self.input.iterdir())
            return self._read(inside[0] if [path.name for path in inside] == ["f"] else self.input)
        finally:
            shutil.rmtree(self.input)

    def _read(self, path: Path) -> Outcome:
        log, cost = self.world / "strace.log", self.world / "cost"
        trace = [*self.strace, "-o", str(log)] if self.strace else []
        program = "from dateline.cli import main; main()"
        launched = [sys.executable, "-I", "-S", "-c", LAUNCHER, str(cost)]
        command = [*launched, *trace, sys.executable, "-c", program, "read", "--format", "json", str(path)]
        before = self._files()
        with tempfile.TemporaryFile() as error:
            began = time.monotonic()
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=error, env=self.env, cwd=self.places[0])
            lines, waits = _timed(process, began)
            process.wait()
            status, processor, kilobytes = cost.read_text("ascii").split()
            error.seek(0)
            said = error.read().decode("utf-8", "replace")
        connections = len(NETWORK.findall(log.read_text("utf-8", "replace"))) if trace and log.exists() else 0
        created = sorted(self._files() - before)
        return Outcome(int(status), lines, said, waits, float(processor), int(kilobytes) / 1_000, created, connections)

    def _files(self) -> set[str]:
        found = {str(path) for place in (*self.places, self.input) for path in place.rglob("*")}
        slipped = (parent / "out.txt" for parent in (*self.world.parents, self.world))
        return found | {str(path) for path in slipped if path.exists()}


def _strace(world: Path) -> list[str]:
    """The command that counts connections of a program and its children; empty where that is not possible."""
    command = ["strace", "--seccomp-bpf", "-f", "-qq", "-e", "trace=connect,sendto,bind"]
    if shutil.which("strace"):
        tried = subprocess.run([*command, "-o", str(world / "tried"), "true"], capture_output=True, check=False)
        return command if tried.returncode == 0 else []
    return []


def _timed(process: "subprocess.Popen[bytes]", began: float) -> tuple[list[str], list[float]]:
    """The lines that the program writes, and how long each let itself be waited for, the end included."""
    assert process.stdout
    lines: list[str] = []
    waits: list[float] = []
    last = began
    with process.stdout as out:
        for raw in out:
            now = time.monotonic()
            lines.append(raw.decode("utf-8", "replace"))
            waits.append(now - last)
            last = now
    return lines, [*waits, time.monotonic() - last]


class Judged(NamedTuple):
    """A case with its figures. `seconds` is the longest wait; for a bomb, the processor's time beyond the start."""

    case: Case
    outcome: Outcome
    seconds: float
    faults: list[str]


def judged(case: Case, outcome: Outcome, start: tuple[float, float]) -> Judged:
    """What of the bounds a case breaks."""
    waits = outcome.waits
    longest = max(max(waits) - start[0], 0.0)  # the child process may start before any file
    seconds = max(outcome.processor - start[1], 0.0) if case.bomb else longest
    faults = []
    said = FAULT.search("\n".join([*outcome.lines, outcome.error]))
    if said or outcome.status not in (ALL_CODED, SOME_REJECTED, NOTHING_CODED):
        faults.append(f"uncaught ({said.group() if said else outcome.status})")
    if not outcome.lines:
        faults.append("nothing was said")
    if longest > SECONDS or (case.bomb and seconds > BOMB_SECONDS):
        faults.append("too slow")
    if outcome.megabytes > MEGABYTES:
        faults.append("too much memory")
    return Judged(
        case, outcome, seconds, faults + ["files"] * bool(outcome.created) + ["connections"] * outcome.connections
    )


def shown(result: Judged) -> str:
    """One line on a case."""
    told = [json.loads(line) for line in result.outcome.lines]
    refused = sum("rejected" in entry for entry in told)
    what = f"{len(told) - refused} read, {refused} refused"
    figures = f"{result.seconds:5.2f} s {result.outcome.megabytes:6.0f} MB {len(result.outcome.created)} files"
    reason = next((entry["rejected"] for entry in told if "rejected" in entry), "") if len(told) < 3 else ""
    head = f"{'FAULT' if result.faults else 'ok':6}{result.case.name[:44]:45}"
    figures += f" {result.outcome.connections} conn."
    return f"{head} {figures} {what:24} {'; '.join(result.faults)} {reason[:70]}".rstrip()


def results(names: list[str], runner: Runner) -> Iterator[Judged]:
    """Each wanted case, as it comes; a slow one is tried again, and the better try counts."""
    for case in cases():
        if not names or any(name in case.name or name in case.kind for name in names):
            start = runner.start_of(case.like)
            tries = [judged(case, runner.run(case), start)]
            if "too slow" in tries[0].faults:  # a machine may be busy with something else
                tries.append(judged(case, runner.run(case), start))
            yield min(tries, key=lambda tried: tried.seconds)


def main(names: list[str]) -> int:
    """Run the cases whose name or kind has one of these words in it, or all."""
    done: list[Judged] = []
    with tempfile.TemporaryDirectory(prefix="hostile-") as world:
        runner = Runner(Path(world))
        for result in results(names, runner):
            print(shown(result), flush=True)
            done.append(result)
        starts = ", ".join(f"{name} {seconds:.2f} s" for name, (seconds, _) in runner.starts.items())
        counted = "by strace" if runner.strace else "NOT COUNTED, there is no strace"
    bombs = [r.seconds for r in done if r.case.bomb]
    print(
        f"\n{len(done)} cases, {sum(len(r.outcome.lines) for r in done):,} files and stories; starting takes {starts}"
    )
    figures = (
        f"faults {sum(bool(r.faults) for r in done)}",
        f"longest wait {max((r.seconds for r in done), default=0):.2f} s (bound {SECONDS:g})",
        f"of a bomb {max(bombs, default=0):.2f} s (bound {BOMB_SECONDS:g})",
        f"peak memory {max((r.outcome.megabytes for r in done), default=0):.0f} MB (bound {MEGABYTES})",
        f"files created {sum(len(r.outcome.created) for r in done)}",
        f"connections {sum(r.outcome.connections for r in done)} ({counted})",
    )
    print("; ".join(figures))
    return int(any(r.faults for r in done))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
