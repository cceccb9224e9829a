"""The table of limits in docs/formats.md, from formats/limits.py: `python -m tools.limits_table` renews it."""

import ast
from pathlib import Path

from dateline.formats.limits import LIMITS, Limits

ROOT = Path(__file__).resolve().parent.parent
DOC, SOURCE = ROOT / "docs/formats.md", ROOT / "src/dateline/formats/limits.py"
BEGIN, END = "<!-- limits: written by tools/limits_table.py -->\n", "<!-- end of limits -->"


def reasons() -> dict[str, str]:
    """Each limit's docstring, on one line; "" for one that has none of its own."""
    (limits,) = (n for n in ast.parse(SOURCE.read_text()).body if isinstance(n, ast.ClassDef) and n.name == "Limits")
    found: dict[str, str] = {}
    last = ""
    for node in limits.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            last = node.target.id
            found[last] = ""
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and last:
            found[last] = " ".join(str(node.value.value).split())
    return found


def table() -> str:
    """The table in Markdown."""
    rows = [f"| `{name}` | {getattr(LIMITS, name):,} | {reason} |\n" for name, reason in reasons().items()]
    assert len(rows) == len(Limits.__struct_fields__)
    return "| limit | value | why |\n|---|---|---|\n" + "".join(rows)


def renewed(text: str) -> str:
    """The document with the table as it now is."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{table()}{END}{after}"


if __name__ == "__main__":
    DOC.write_text(renewed(DOC.read_text()))
