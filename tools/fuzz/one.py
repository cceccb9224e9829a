"""One target under libFuzzer (by atheris): `python -m tools.fuzz.one TARGET SECONDS FINDS`; ends with its status."""

import importlib
import sys
import tempfile
from pathlib import Path

import atheris

INSTRUMENTED = ["dateline", "trafilatura", "feedparser"]
EACH_SECONDS, MEGABYTES = 5, 2_000
LONGEST = 24_000
"""Bytes of an input."""


def main(name: str, seconds: str, finds: str) -> None:
    """Run a target for so many seconds; a find is written into the folder `finds`."""
    with atheris.instrument_imports(include=INSTRUMENTED):
        target = importlib.import_module(f"tools.fuzz.{name}")
        for raw in target.seeds():
            target.once(raw)  # loads what is loaded late
            break
    with tempfile.TemporaryDirectory() as folder:
        corpus, dictionary = Path(folder, "corpus"), Path(folder, "words")
        corpus.mkdir()
        for number, raw in enumerate(target.seeds()):
            (corpus / f"{number:05}").write_bytes(raw)
        dictionary.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words()), "ascii")
        options = [
            f"-max_total_time={seconds}",
            f"-timeout={EACH_SECONDS}",
            f"-rss_limit_mb={MEGABYTES}",
            "-seed=1",
            f"-max_len={LONGEST}",
            "-print_final_stats=1",
            f"-dict={dictionary}",
            f"-artifact_prefix={finds}/{name}-",
        ]
        atheris.Setup([sys.argv[0], *options, str(corpus)], target.once)
        atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    main(*sys.argv[1:4])
