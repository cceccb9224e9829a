"""`python -m tools.fuzz [SECONDS [TARGET…]]`: the targets, two at a time; prints executions and finds (status 1)."""

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tools.fuzz import TARGETS
from tools.fuzz.samples import ROOT

FINDS = ROOT / "tests/finds/new"
EXECUTIONS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
LAST = re.compile(r"^#(\d+)\s", re.MULTILINE)
TOGETHER = 2
STARTING = 300
"""Seconds beyond those of fuzzing for a target to start and to end."""


class Result(NamedTuple):
    """What became of one target. `finds` are files below tests/finds/new; `said` is all that libFuzzer printed."""

    name: str
    executions: int
    seconds: float
    status: int
    finds: tuple[Path, ...]
    said: str


def main(seconds: int, names: tuple[str, ...]) -> int:
    """Run the targets and print a line for each; for a find, what libFuzzer said of it."""
    FINDS.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(TOGETHER) as threads:
        results = list(threads.map(lambda name: run(name, seconds), names))
    for result in results:
        found = ", ".join(str(path.relative_to(ROOT)) for path in result.finds) or "no finds"
        print(f"{result.name:8} {result.executions:>10,} executions in {result.seconds:5.0f} s: {found}")
        if result.status:
            print(result.said[-6_000:])
    return int(any(result.status or result.finds for result in results))


def run(name: str, seconds: int) -> Result:
    """One target in a process of its own."""
    began, before = time.monotonic(), set(FINDS.glob(f"{name}-*"))
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    command = [sys.executable, "-m", "tools.fuzz.one", name, str(seconds), str(FINDS)]
    try:
        done = subprocess.run(command, env=env, capture_output=True, timeout=seconds + STARTING, check=False)
        status, raw = done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired as late:
        status, raw = 1, (late.stdout or b"") + (late.stderr or b"") + b"\nthe target did not end"
    said = raw.decode("utf-8", "replace")
    counts = EXECUTIONS.findall(said) or LAST.findall(said) or ["0"]
    finds = tuple(sorted(set(FINDS.glob(f"{name}-*")) - before))
    return Result(name, int(counts[-1]), time.monotonic() - began, status, finds, said)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60, tuple(sys.argv[2:]) or TARGETS))
