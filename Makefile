# Two commands set up everything: `make demo` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo system test lint gate tables bench clean
.PHONY: train-on train-off train-status train-pause train-resume

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The stamps are as old as the last install of what pyproject.toml asks for.
$(VENV)/.base: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/.base

demo: $(VENV)/.base  ## headline and brief for each article of the sample page
	$(BIN)/jianbao summarize tests/pages/yunling.txt

system:  ## browser, fonts, database for the tests: as root on Debian; otherwise nothing
	.ci/system

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest -q
	@$(MAKE) --no-print-directory gate

gate: $(VENV)/.dev  ## half of the reference set; all of it, and how to accept: docs/evaluation.md
	$(BIN)/jianbao eval gate --baseline .ci/accepted.jsonl --every 2

SETS ?= --data eval/briefs
tables: $(VENV)/.dev  ## all systems on SETS: the report, and the README's tables
	$(BIN)/jianbao eval report $(SETS) --out out/eval.html --markdown out/eval.md
	@cat out/eval.md

bench: $(VENV)/.dev
	$(BIN)/jianbao bench

# Training in the background. DATA and START are where the shipped recipe finds its files.
DATA  ?= ../shared/data
START ?= ../shared/models/bootstrap

train-on: $(VENV)/.dev  ## start or resume the shipped recipe at the lowest priority
	JIANBAO_DATA=$(abspath $(DATA)) JIANBAO_START=$(abspath $(START)) $(BIN)/jianbao train on

train-off train-status train-pause train-resume: $(VENV)/.dev
	@$(BIN)/jianbao train $(@:train-%=%)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
