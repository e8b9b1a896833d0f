# Works with Python 3.11 or later, make and git alone; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed

.PHONY: setup test lint format demo bench fuzz build clean

# Seconds for which `make fuzz` looks for trouble.
FUZZ_TIME ?= 1800
# Where it starts; 0 is another place each time.
FUZZ_SEED ?= 0

setup: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q claims rules reports audit
	touch $(STAMP)

test: setup
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

demo: setup
	$(BIN)/jiaokan check examples/ --exit-zero

bench: setup
	$(BIN)/python benchmarks/ratios.py
	$(BIN)/python benchmarks/hostile.py
	$(BIN)/python benchmarks/cluster.py

fuzz: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,fuzz]'
	mkdir -p .fuzz
	$(BIN)/python benchmarks/fuzz.py .fuzz tests/audit/cases/fuzz -max_total_time=$(FUZZ_TIME) -seed=$(FUZZ_SEED) -max_len=20000 -timeout=60

build: setup
	$(BIN)/python -m build

clean:
	rm -rf $(VENV) build dist .fuzz .jiaokan .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
