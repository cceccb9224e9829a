"""`dateline predict`: one line in, one line out, order kept."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from dateline.cli.output import ALL_CODED, NOTHING_CODED, SOME_REJECTED, OutputError, complain, opened
from dateline.cli.run import path_of
from dateline.predict.registry import CODED, NAMELESS, TASKS, Options, Predict
from dateline.resources import DataError


def run_predict(task: str, source: str, output: str | None, coder: str = "both", actors: str | None = None) -> int:
    """Answer each record of a JSONL file; gives the exit status. `coder`: both, lexicon or classifier."""
    if fault := _misused(task, coder, actors):
        complain(f"dateline predict: {fault}")
        return NOTHING_CODED
    try:
        with _reading(source) as lines, opened(output) as stream:
            return _answer_all(lines, stream, TASKS[task](Options(coder, path_of(actors))), source)
    except (OutputError, DataError) as error:
        complain(error)
        return NOTHING_CODED


def _misused(task: str, coder: str, actors: str | None) -> str:
    """What is wrong with the options; "" where nothing is."""
    if task not in TASKS:
        return f"there is no task {task} (tasks: {', '.join(sorted(TASKS))})"
    if coder != "both" and task not in CODED:
        return f"{task} has no single coder (--coder goes with {', '.join(sorted(CODED))})"
    if actors and task in NAMELESS:
        return (
            f"{task} asks for no table of who is who (--actors goes with {', '.join(sorted(TASKS.keys() - NAMELESS))})"
        )
    return ""


def _reading(source: str) -> BinaryIO:
    """The open input. Raises OutputError, whose message names the file."""
    if source == "-":
        return sys.stdin.buffer
    try:
        return open(source, "rb")
    except OSError as error:
        raise OutputError(
            f"{source}: cannot be read: {error.strerror} (give a JSONL file, or - for standard input)"
        ) from error


def _answer_all(lines: BinaryIO, stream: BinaryIO, predict: Predict, source: str) -> int:
    answered = failed = 0
    for number, line in _numbered(lines):
        answer, fault = _answer(line, predict)
        stream.write(answer + b"\n")
        stream.flush()
        answered, failed = answered + (fault is None), failed + (fault is not None)
        if fault:
            complain(f"{source}:{number}: {fault} (the line is answered with an error)")
    if not answered:
        complain(f"{source}: no record was answered")
        return NOTHING_CODED
    return SOME_REJECTED if failed else ALL_CODED


def _numbered(lines: BinaryIO) -> Iterator[tuple[int, bytes]]:
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _answer(line: bytes, predict: Predict) -> tuple[bytes, str | None]:
    """The output line, and what was wrong, if anything."""
    name: object = None
    try:
        record = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"), type=dict[str, object])
        name = record.get("id")
        return msgspec.json.encode(predict(record)), None
    except KeyError as error:
        fault = f"the record has no {error}"
    except msgspec.ValidationError as error:
        fault = f"the line is no JSON object: {error}"
    except msgspec.DecodeError as error:
        fault = f"the line is no JSON: {error}"
    except ValueError as error:
        fault = str(error)
    except Exception as error:  # one bad record never costs a run
        fault = f"{type(error).__name__}: {error}"
    return msgspec.json.encode({"id": name, "error": fault.encode("utf-8", "replace").decode()}), fault


__all__ = ["run_predict"]
