"""What the fuzz targets check holds for their seeds and for all that was ever found (tests/finds/TARGET)."""

import importlib
from pathlib import Path

import pytest
from tools.fuzz import TARGETS

FINDS = Path(__file__).resolve().parent / "finds"
FOUND = sorted((path.parent.name, path.name) for path in FINDS.glob("*/*") if path.parent.name != "new")


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds_for_its_seeds(name: str) -> None:
    target = importlib.import_module(f"tools.fuzz.{name}")
    seeds = list(target.seeds())
    assert len(seeds) >= 5
    assert all(word.encode() for word in target.words())
    for raw in seeds[:60]:
        target.once(raw)
        target.once(raw[: len(raw) // 2])


@pytest.mark.parametrize(("target", "find"), FOUND)
def test_what_was_found_is_mended(target: str, find: str) -> None:
    importlib.import_module(f"tools.fuzz.{target}").once((FINDS / target / find).read_bytes())


def test_a_target_sees_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    from tools.fuzz.checking import check

    from dateline.spans import Span
    from dateline.story import Story

    good = Story(text="A ferry sailed.", paragraphs=(Span(0, 15, "A ferry sailed."),))
    check([good])
    for paragraphs in ((Span(0, 14, "A ferry sailed."),), (Span(1, 1, ""),), (Span(2, 7, "ferry"), Span(0, 1, "A"))):
        with pytest.raises(AssertionError):
            check([Story(text=good.text, paragraphs=paragraphs)])


def test_every_find_belongs_to_a_target() -> None:
    assert {target for target, _ in FOUND} <= set(TARGETS)
