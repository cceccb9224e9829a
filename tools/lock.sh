#!/usr/bin/env bash
# Writes constraints/*.txt anew from pyproject.toml: every package pinned by version and hash, no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() { .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate "$@"; }
mkdir -p constraints
printf 'uv==0.13.9\n' | compile - -o constraints/uv.txt
{ .venv/bin/python -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb")); print("\n".join(p["project"]["dependencies"] + p["build-system"]["requires"] + ["editables"]))'; } | compile - -o constraints/run.txt
.venv/bin/python -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb")); print("\n".join(p["dependency-groups"]["dev"]))' | compile - -c constraints/run.txt -o constraints/dev.txt
