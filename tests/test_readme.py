"""The README's example runs and prints what it says."""

import contextlib
import io
import re

import pytest


@pytest.mark.parametrize("name", ["README.md", "docs/statements.md"])
def test_example(root, name):
    text = (root / name).read_text()
    program = re.search(r"```python\n(.*?)```", text, re.S)[1]
    wanted = re.search(r"prints\n\n```\n(.*?)```", text, re.S)[1]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(program, name, "exec"), {})
    assert printed.getvalue() == wanted


def test_commands_exist(root):
    from typer.main import get_command

    from dateline.cli import app

    named = set(re.findall(r"^dateline (\w+)", (root / "README.md").read_text(), re.M))
    assert named <= set(get_command(app).commands)
