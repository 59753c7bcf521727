# On a machine with only Python and make: `make demo` shows a repair, `make test` runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/mt-repair

.PHONY: demo test lint bench ui fuzz fit lock clean

$(VENV)/.base: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.base  ## repair an example article: diff, then every flag with its reason
	@$(RUN) repair examples/ecommerce.mt.txt --diff
	@$(RUN) detect examples/ecommerce.mt.txt --fail-on never

test: $(VENV)/.dev  ## run every test
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.dev  ## style, types, layers, and the shipped glossary's own checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev  ## measure, and write the tables in docs/benchmarks.md
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.dev  ## millions of mutated sentences, hundreds of thousands of examples
	MT_REPAIR_FUZZ=2000000 HYPOTHESIS_PROFILE=nightly $(BIN)/python -m pytest -n auto tests/laws

fit: $(VENV)/.dev  ## fit the decision's weights again and print their calibration
	$(BIN)/python -m benchmarks.fit

ui: $(VENV)/.base  ## open the editor's page
	$(BIN)/python app.py

lock:  ## pin what pyproject.toml allows
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
