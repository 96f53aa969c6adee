# Everything a checkout needs, from nothing: `make run` and `make test` prepare the system and the virtual environment
# themselves and do only what is not yet done. `make help` lists the targets.

SHELL := /bin/sh
.SUFFIXES:
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

PYTHON ?= python3
SITE ?= sample-site
TESTS ?=
WORKERS ?= auto
MAX_WORKERS ?= 4
KILLS ?= 1000
SEED ?= $(shell date +%s)
export PYTHON

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
DISPLAYED := yes
else
BIN := .venv/bin
DISPLAYED := $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname -s)),yes)
endif

# Only wheels whose hash the lock names get in; nothing is built, nothing is resolved anew.
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-input --require-hashes --no-deps --only-binary :all:

.PHONY: central zpl-check help setup run test check style form layers types tests format bench faults soak lock clean system-run system-test

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do printf '  make %-8s %s\n' "$$name" "$$text"; done
	@printf '\n'; printf '  %s\n' 'PYTHON=python3.12  another interpreter' 'SITE=DIR           where `make run` keeps the sample site' \
		'TESTS="-k tote"    what `make test` passes on to pytest'

setup: system-run .make/run ## system packages and virtual environment, without starting anything

run: setup ## the program on a sample site; without a display it plays the sample shift and says where the results are
	@$(BIN)/python -m app demo $(if $(DISPLAYED),,--headless) --home "$(SITE)"

test: system-test .make/test ## every check and every test; one that fails does not hide the others
	@$(MAKE) --no-print-directory --keep-going $(CHECKS) tests

check: .make/test ## style, form, types and who may import whom
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)

CHECKS := style form layers types

style:
	$(BIN)/python -m ruff check

form:
	$(BIN)/python -m ruff format --check

layers:
	$(BIN)/lint-imports --no-logo

types:
	$(BIN)/python -m mypy

tests:
	DOCKGRADE_ALL_TESTS=1 HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-ci} \
		$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses $(MAX_WORKERS) --dist loadgroup $(TESTS)

format: .make/test ## put the sources into the house's form
	$(BIN)/python -m ruff check --fix
	$(BIN)/python -m ruff format

bench: system-test .make/test ## every benchmark, each against its floor
	@missed=; for file in benchmarks/bench_*.py; do \
		name=$$(basename "$$file" .py); $(BIN)/python -m "benchmarks.$$name"; code=$$?; \
		[ $$code -eq 0 ] || [ $$code -eq 3 ] || missed="$$missed $$name"; \
	done; [ -z "$$missed" ] || { echo "missed a limit:$$missed" >&2; exit 1; }

central: system-test .make/test ## a central database on this machine for the sample site; the bench joins it, Ctrl+C ends it
	@$(BIN)/python -m tests.local_central "$(SITE)"

faults: system-test .make/test ## 1,000 random kills, every fault, the search at length (SEED=, KILLS=); ends with an account
	@echo "make faults KILLS=$(KILLS) SEED=$(SEED)"
	DOCKGRADE_FAULTS=1 DOCKGRADE_ALL_TESTS=1 DOCKGRADE_SEED=$(SEED) DOCKGRADE_SYNC_KILLS=$(KILLS) DOCKGRADE_EXAMPLES=300 DOCKGRADE_STEPS=30 \
		DOCKGRADE_MUTANT_EXAMPLES=200 $(BIN)/python -m pytest -q -s tests/faults tests/sync/model

zpl-check: .make/test ## ZPL drawn by an independent renderer and read back (needs Node.js and npm)
	cd tests/node && npm ci --no-audit --no-fund
	$(BIN)/python -m pytest tests/devices/printers/test_zpl_rendered.py

soak: system-test .make/test ## hours of simulated shifts; stop it when you have seen enough
	$(BIN)/python -m benchmarks.soak

lock: ## resolve pyproject.toml into both lock files anew (needs uv; UPGRADE=--upgrade takes newer versions)
	@command -v uv >/dev/null || { echo 'make lock needs uv: https://docs.astral.sh/uv/getting-started/installation/' >&2; exit 3; }
	uv pip compile $(LOCKING) --output-file requirements.lock pyproject.toml
	uv pip compile $(LOCKING) --group dev --output-file requirements-dev.lock pyproject.toml

LOCKING = --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make lock' $(UPGRADE)

clean: ## remove what was built; the sample site stays
	rm -rf .make .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find $(wildcard app ui devices reports tests benchmarks) -name __pycache__ -type d -prune -exec rm -rf {} +

system-run:
	@sh .ci/prepare $(if $(DISPLAYED),window,headless)

system-test:
	@sh .ci/prepare test

# The checkout is run in place: the virtual environment knows its path, and .venv/bin/dockgrade works from any folder.
# Scripts in a virtual environment hold its path too, so a checkout that was moved or copied gets a new one.
ifneq ($(shell cat .make/venv 2>/dev/null),$(CURDIR))
.PHONY: .make/venv
endif
.make/venv:
	@sh .ci/prepare python
	@mkdir -p .make
	@[ ! -e $@ ] || rm -rf .venv
	@$(BIN)/python -c 'import pip' 2>/dev/null || "$(PYTHON)" -m venv --clear .venv
	@$(BIN)/python -c 'import os, pathlib, sysconfig; \
		pathlib.Path(sysconfig.get_path("purelib"), "dockgrade.pth").write_text(os.getcwd() + "\n", encoding="utf-8")'
	@printf '#!/bin/sh\nexec "%s/.venv/bin/python" -P -m app "$$@"\n' "$$(pwd)" > $(BIN)/dockgrade && chmod +x $(BIN)/dockgrade
	@printf '%s' '$(CURDIR)' > $@

.make/run: requirements.lock .make/venv
	$(INSTALL) -r requirements.lock
	@$(BIN)/python -m pip --disable-pip-version-check check
	@touch $@

# The test lock holds every pin of the run lock (tests/checks proves it), so this one serves both.
.make/test: requirements-dev.lock .make/venv
	$(INSTALL) -r requirements-dev.lock
	@$(BIN)/python -m pip --disable-pip-version-check check
	@touch .make/run $@
