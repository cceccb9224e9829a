"""The rules of ARCHITECTURE.md, held: the table's paths exist, pieces stay small, layers import downwards only."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src/dateline").rglob("*.py"))
LAYERS = [
    {"spans", "resources"},
    {"story", "reading", "coding", "cast", "frames", "deeds", "voices"},
    {"codebook", "knowledge", "lexicon", "classifier"},
    {"stages", "formats"},
    {"pipeline", "workers", "predict", "exports", "explanation", "store", "query", "fetching"},
    {"cli"},
]
LAYER_OF = {name: i for i, names in enumerate(LAYERS) for name in names}
BAD_NAMES = {"util", "utils", "helper", "helpers", "common", "misc"}


def test_every_row_of_the_table_opens_something():
    rows = re.findall(
        r"^\| [^|]+ \| ((?:src|tools|tests|examples|training)\S*) \|$", (ROOT / "ARCHITECTURE.md").read_text(), re.M
    )
    assert len(rows) > 20
    assert [row for row in rows if not (ROOT / row).exists()] == []


@pytest.mark.parametrize(
    "path", SOURCES + sorted((ROOT / "tests").glob("*.py")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_pieces_stay_small(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 400
    assert path.stem not in BAD_NAMES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 60, f"{node.name} is too long"
        if isinstance(node, ast.ClassDef):
            assert node.end_lineno - node.lineno < 150, f"{node.name} is too long"


def layer(path):
    parts = path.relative_to(ROOT / "src/dateline").with_suffix("").parts
    if parts == ("lexicon", "trial"):
        return LAYER_OF["pipeline"]
    return LAYER_OF.get(parts[0])


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_layers_import_downwards(path):
    own = layer(path)
    for node in ast.walk(ast.parse(path.read_text())):
        if own is not None and isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dateline."):
            target = node.module.split(".")[1]
            assert LAYER_OF.get(target, 0) <= own, f"{path.name} imports {node.module}"


def test_only_the_reading_stage_knows_spacy():
    knowing = [p.name for p in SOURCES if re.search(r"^\s*(import|from) spacy", p.read_text(), re.M)]
    assert knowing == ["reading.py"]


def test_no_registry_host_is_named():
    hosts = re.compile(r"https?://[\w.-]*(pypi|pythonhosted|npmjs|debian)\.")
    files = [
        p
        for p in ROOT.rglob("*")
        if p.is_file()
        and not {".git", ".venv"} & set(p.relative_to(ROOT).parts)
        and p.suffix in {".toml", ".txt", ".md", ".py", ".yaml", ".sh"}
    ]
    assert [str(p) for p in files if hosts.search(p.read_text(errors="replace"))] == []
    assert not (ROOT / "uv.lock").exists()
