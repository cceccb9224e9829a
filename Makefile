# `make demo` and `make test` set everything up in .venv and need only CPython 3.11+, pip and make.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help demo test check fuzz evaluate train clean
SECONDS ?= 60

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/'

demo: .venv/run.stamp ## set up, code the sample stories and print the record of one
	@$(BIN)/dateline demo

test: .venv/dev.stamp ## set up and run the tests
	@$(BIN)/python -m pytest

check: .venv/dev.stamp ## lint, format check and strict types
	@$(BIN)/ruff check src tests tools evaluate training
	@$(BIN)/ruff format --check src tests tools evaluate training
	@$(BIN)/mypy

fuzz: .venv/fuzz.stamp ## fuzz each reader of strangers' bytes for SECONDS=60, two at a time (Linux)
	@$(BIN)/python -m tools.fuzz $(SECONDS)

evaluate: .venv/dev.stamp ## figures on our own gold, and on ../shared/gold where that is present
	@$(BIN)/python -m evaluate all

train: .venv/train.stamp ## train the deed classifier anew, and calibrate it (hours on two cores)
	@HF_HUB_OFFLINE=1 .venv-train/bin/python -m training.train .venv-train/trained
	@HF_HUB_OFFLINE=1 .venv-train/bin/python -m training.export .venv-train/trained src/dateline/data/classifier
	@$(BIN)/python -m training.calibrate --plot docs/reliability.svg
	@$(BIN)/python -m training.pairing

clean: ## remove what was set up
	rm -rf .venv .venv-train

.venv/uv.stamp: constraints/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit("Dateline needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r constraints/uv.txt
	@touch $@

.venv/run.stamp: .venv/uv.stamp constraints/run.txt pyproject.toml
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps --compile-bytecode -r constraints/run.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src/dateline
	@touch $@

.venv/train.stamp: .venv/dev.stamp constraints/train.txt
	@test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r constraints/run.txt -r constraints/train.txt
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/fuzz.stamp: .venv/dev.stamp constraints/fuzz.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r constraints/fuzz.txt
	@touch $@

.venv/dev.stamp: .venv/run.stamp constraints/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r constraints/dev.txt
	@touch $@
