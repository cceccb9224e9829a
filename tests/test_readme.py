"""The examples of README.md and docs/*.md run and print what they say."""

import contextlib
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tools.limits_table import DOC, reasons, renewed

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
EXAMPLES = [
    pytest.param(program, printed, id=f"{page.name}-{number}")
    for page in PAGES
    for number, (program, printed) in enumerate(
        re.findall(r"```python\n(.*?)```\n\nprints\n\n```\n(.*?)```", page.read_text(), re.S), 1
    )
]
CONSOLE = [
    pytest.param(command, printed, id=f"{page.name}-{number}")
    for page in PAGES
    for number, (command, printed) in enumerate(
        re.findall(r"```console\n\$ dateline (.*?)\n(.*?)```", page.read_text(), re.S), 1
    )
]


def test_every_python_example_says_what_it_prints():
    assert sum(page.read_text().count("```python") for page in PAGES) == len(EXAMPLES)
    assert len(EXAMPLES) >= 2
    assert CONSOLE


@pytest.mark.parametrize(("program", "wanted"), EXAMPLES)
def test_example(program, wanted):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(program, "example", "exec"), {})
    assert printed.getvalue() == wanted


@pytest.mark.parametrize(("command", "wanted"), CONSOLE)
def test_console(command, wanted):
    run = [sys.executable, "-c", "from dateline.cli import main; main()", *shlex.split(command)]
    done = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=False)
    printed = "".join(f"{line.rstrip()}\n" for line in (done.stdout + done.stderr).splitlines())
    assert printed == wanted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_exist(page):
    from typer.main import get_command

    from dateline.cli import app

    commands = get_command(app).commands
    for line in re.findall(r"^(?:\$ )?dateline (\w.*)$", page.read_text(), re.M):
        name, *rest = shlex.split(line, comments=True)
        assert name in commands, line
        command = commands[name]
        while rest and rest[0].split("|")[0] in getattr(command, "commands", {}):
            command = command.commands[rest.pop(0).split("|")[0]]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("--")} <= known | {"--help"}, line


def test_the_table_of_limits_is_the_code_s():
    text = DOC.read_text()
    assert text == renewed(text), "run: python -m tools.limits_table"
    assert [name for name, reason in reasons().items() if not reason and name not in ("feed_depth",)] == []
