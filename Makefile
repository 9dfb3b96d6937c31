# `make serve` builds the graph and serves it; `make test` runs every test. Both make what they need.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
WORKERS ?= 4
BIN := $(VENV)/bin
# Tests start hundreds of processes, which would each compile all modules again: a second each.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: serve help test unit check lint types build verify assets links wheel-test coverage constraints claim-fields clean

# Names of folders, which make would call up to date, and misspellings.
FOLDERS := server graph ontology queries src docs tests examples benchmarks deploy
TARGETS := serve test unit check lint types build verify coverage assets links wheel-test constraints claim-fields clean help
.PHONY: $(FOLDERS)

serve: $(VENV)/.runtime assets
	@$(BIN)/districtgraph serve --port $(PORT)

# A worker takes a whole file; tests/longest_first.py puts those that take longest first.
BY_FILE := --dist loadfile --no-loadscope-reorder

# Everything. What measures how soon others are answered runs last, alone. Many of the others wait
# for servers, so that two processors have work for four workers.
test: $(VENV)/.development assets
	$(BIN)/python -m pytest -n $(WORKERS) $(BY_FILE) -m "not alone"
	$(BIN)/python -m pytest -m alone tests/faults

# What starts no process and uses no network.
unit: $(VENV)/.development
	$(BIN)/python -m pytest -n auto $(BY_FILE) -m unit

check: lint types unit test

lint: $(VENV)/.development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo

types: $(VENV)/.development
	$(BIN)/mypy

build: $(VENV)/.runtime
	$(BIN)/districtgraph build

verify: $(VENV)/.runtime
	$(BIN)/districtgraph verify

coverage: $(VENV)/.development
	$(BIN)/python -m pytest -p no:xdist --cov --cov-report=term-missing

# The pages' scripts, where they have changed since the installation built them; npm does it.
assets: $(VENV)/.runtime
	@$(BIN)/python server/web/assets/asset_build.py --lenient

# The packages under src/, where an archive has lost them.
links:
	@$(PYTHON) source_links.py

# Builds the wheel and uses it from a folder without the source.
wheel-test: $(VENV)/.development
	rm -rf dist build/wheel-test
	$(BIN)/python -m build --outdir dist .
	$(PYTHON) -m venv build/wheel-test
	build/wheel-test/bin/python -m pip install --quiet --constraint constraints.txt dist/*.whl
	cd build/wheel-test && bin/districtgraph build --data data && \
	  bin/districtgraph query --data data targets-and-their-years | grep -q 2600亿元 && \
	  bin/python -c "import json; from districtgraph.server.web.pages.assets import BUILT; \
	    names = json.loads((BUILT / 'manifest.json').read_text()); \
	    assert 'editor.js' in names and all((BUILT / name).exists() for name in names.values())" && \
	  echo "The wheel builds and answers without the source, and has the pages' scripts."

# What pip says of an index that it cannot reach reads as if packages contradicted each other.
INSTALLED := || { echo "make: the packages could not be installed. Without a network, or behind a proxy that pip does not know, pip finds no package at all and names the versions that it looked for." >&2; exit 1; }

$(VENV)/bin/python:
	@echo "Creating the environment in $(VENV) …"
	@$(PYTHON) -c 'import sys; sys.exit("districtgraph needs Python 3.11 or later, this is " + sys.version.split()[0] + "; say which with PYTHON=…" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade --constraint constraints.txt pip $(INSTALLED)

$(VENV)/.runtime: $(VENV)/bin/python pyproject.toml constraints.txt | links
	@echo "Installing districtgraph and what it needs (Java for the reasoner included, about 100 MB) …"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . $(INSTALLED)
	@touch $@

$(VENV)/.development: $(VENV)/.runtime
	@echo "Installing the tools of development …"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev $(INSTALLED)
	@touch $@

constraints: $(VENV)/.development
	@echo "# Every package that an installation takes, pinned; no index addresses. \`make constraints\` writes it anew." > constraints.new
	@$(BIN)/python -m pip list --format=freeze | grep -viE '^(districtgraph|setuptools)=' >> constraints.new
	@mv constraints.new constraints.txt

# The concepts of the fields of claims, from their declaration in graph/claims/claim.py.
claim-fields: $(VENV)/.runtime
	$(BIN)/python -m districtgraph.graph.claims.claim_field_scheme

help:
	@echo "make serve         build the graph and serve it at http://127.0.0.1:$(PORT)/; PORT=8001 chooses another port"
	@echo "make test          run every test"
	@echo "make unit          run the fast tests"
	@echo "make check         style, types and every test"
	@echo "make build         build the dataset only"
	@echo "make verify        check the claims against the source texts"
	@echo "All targets: $(TARGETS)"

# Says which target may have been meant: the nearest one, if any is near.
NO_TARGET = near=$$($(PYTHON) -c 'import difflib, sys; \
    print(*difflib.get_close_matches(sys.argv[1].lower(), sys.argv[2:], 1))' '$@' $(TARGETS) 2>/dev/null); \
  end=.; test -z "$$near" || end="; did you mean 'make $$near'?"; \
  echo "make: '$@' is no target$$end Targets: $(TARGETS)" >&2; exit 2

$(FOLDERS):
	@$(NO_TARGET)

.DEFAULT:
	@$(NO_TARGET)

clean:
	rm -rf $(VENV) build dist
