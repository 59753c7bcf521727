# On a machine with only Python and make: `make demo` shows a repair, `make test` runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/mt-repair
PIP := -m pip --disable-pip-version-check install --quiet
BENCH := .venv-bench
TRAIN := .venv-train
LOCK := $(VENV)/lock
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(LOCK)/bin/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.PHONY: demo test lint pack floors bench ui fuzz fit reader readings model lock clean
.DELETE_ON_ERROR:

$(VENV)/.base: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name one: make PYTHON=python3.11")'
	@echo "Installing mt-repair into $(VENV) (once; it takes a few minutes) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python $(PIP) -r requirements.lock
	@$(BIN)/python $(PIP) --no-deps --editable .
	@echo "Deriving the wrong forms of the names that come with it (once; up to half a minute) ..."
	@$(BIN)/python -c "from mt_repair.pipeline import build_pipeline; build_pipeline().sources().lexicon()"
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements-dev.lock
	@echo "Installing what the tests need ..."
	@$(BIN)/python $(PIP) -r requirements-dev.lock
	@touch $@

$(BENCH)/.bench: requirements.lock pyproject.toml
	@echo "Installing what is compared with into $(BENCH) ..."
	@$(PYTHON) -m venv $(BENCH)
	@$(BENCH)/bin/python $(PIP) -r requirements.lock
	@$(BENCH)/bin/python $(PIP) --constraint requirements.lock --editable '.[bench]'
	@touch $@

demo: $(VENV)/.base  ## repair an example article: diff, then every flag with its reason
	@$(RUN) repair examples/ecommerce.mt.txt --diff
	@$(RUN) detect examples/ecommerce.mt.txt --fail-on never

test: $(VENV)/.dev  ## run every test
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.dev  ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Strict on every sentence of the pack; the floor is that of the share of seeded faults caught.
pack: $(VENV)/.base  ## check the shipped names, and how much their own tests catch
	$(RUN) glossary check
	$(RUN) glossary mutate --faults 400 --floor 0.95

# chrF2++ of each example article, repaired with what ships and its Chinese: a drop fails.
FLOORS := ecommerce=93 entertainment=91 finance=90
floors: $(VENV)/.base  ## hold the example articles, repaired, to their scores
	@mkdir -p build
	@for floor in $(FLOORS); do article=$${floor%=*}; \
	  $(RUN) repair examples/$$article.mt.txt --source examples/$$article.zh.txt -o build/$$article.txt && \
	  $(RUN) score --hyp build/$$article.txt --ref examples/$$article.ref.txt \
	    --base examples/$$article.mt.txt --floor chrf2++=$${floor#*=} || exit 1; done

# spaCy slows lemminflect's import, so start-up is measured with the plain environment's Python.
bench: $(VENV)/.base $(BENCH)/.bench  ## measure, and write the tables in docs/benchmarks.md
	MT_REPAIR_PLAIN_PYTHON=$(abspath $(BIN)/python) $(BENCH)/bin/python -m benchmarks

fuzz: $(VENV)/.dev  ## millions of mutated sentences, hundreds of thousands of examples
	MT_REPAIR_FUZZ=2000000 HYPOTHESIS_PROFILE=nightly $(BIN)/python -m pytest -n auto tests/laws

fit: $(VENV)/.dev  ## fit the decision's weights again and print their calibration
	$(BIN)/python -m benchmarks.fit

reader: $(VENV)/.base  ## train the reader again and write models/reader (half an hour on two cores)
	@$(PYTHON) -m venv $(TRAIN)
	@$(TRAIN)/bin/python $(PIP) 'torch==2.13.0'
	@$(TRAIN)/bin/python $(PIP) -r requirements.lock
	@$(TRAIN)/bin/python $(PIP) --constraint requirements.lock --editable '.[reader]'
	$(TRAIN)/bin/python -m benchmarks.reader_train

readings: $(VENV)/.dev  ## ask the reader of every shipped sentence anew, after it or the names changed
	$(BIN)/python -m benchmarks.pack_readings

# Interrupted, it goes on from its last checkpoint when called again. Development data: MT_REPAIR_DATA.
model: $(TRAIN)/.model  ## train the rewriter and the namer and write models/ (two hours on one core)
	$(TRAIN)/bin/mt-repair train rewriter
	$(TRAIN)/bin/mt-repair train namer

$(TRAIN)/.model: requirements.lock pyproject.toml
	@$(PYTHON) -m venv $(TRAIN)
	@$(TRAIN)/bin/python $(PIP) 'torch==2.13.0'
	@$(TRAIN)/bin/python $(PIP) -r requirements.lock
	@$(TRAIN)/bin/python $(PIP) --constraint requirements.lock --editable '.[train,places]'
	@touch $@

ui: $(VENV)/.base  ## open the editor's page
	$(BIN)/python app.py

lock:  ## pin what pyproject.toml allows, with Python 3.11; UPGRADE=--upgrade takes the newest
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "lock with Python 3.11, the oldest one supported: make lock PYTHON=python3.11")'
	@$(PYTHON) -m venv $(LOCK)
	@$(LOCK)/bin/python $(PIP) 'pip-tools>=7.5,<8'
	$(COMPILE) $(UPGRADE) --output-file requirements.lock pyproject.toml
	$(COMPILE) $(UPGRADE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) $(BENCH) $(TRAIN) .reader .train build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
