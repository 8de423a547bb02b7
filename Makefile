# Tandem needs Python 3.11 or newer and make; everything else is put into .venv. `make help` lists the targets.

SHELL := /bin/sh
.DEFAULT_GOAL := help
PORT ?= 8501
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
APP := $(VENV)/.app-installed
DEV := $(VENV)/.dev-installed
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --only-binary=:all:
CANDIDATES := $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3 python

export PIP_ROOT_USER_ACTION := ignore
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help run test browser check fix golden bench prove sample screens clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(APP) ## open the app on http://localhost:8501 (PORT=9000 make run for another port)
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(DEV) ## run every test: unit and doctests on two workers, then the browser
	$(BIN)/python -m tests.browser.chromium --install
	$(BIN)/python -m tests.postgres --install
	$(BIN)/python -m tests.office --install
	$(BIN)/python -m pytest -n $(WORKERS) -m "not long"

browser: $(DEV) ## run the browser tests only
	$(BIN)/python -m tests.browser.chromium --install
	$(BIN)/python -m pytest tests/browser

check: $(DEV) ## style, types, layers, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

fix: $(DEV) ## put the style right
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

golden: $(DEV) ## write the golden files anew; say why in CHANGELOG
	$(BIN)/python -m tests.golden

bench: $(DEV) ## measure speed
	$(BIN)/python -m benchmarks

prove: $(DEV) ## try every property on thousands of examples
	$(BIN)/python -m tests.postgres --install
	$(BIN)/python -m tests.office --install
	$(BIN)/python -m pytest -n $(WORKERS) -m "prove or long" --hypothesis-profile=prove

sample: $(APP) ## generate the sample companies anew
	$(BIN)/python -m sample_data.generate

screens: $(DEV) ## photograph every page into .artifacts/screens
	$(BIN)/python -m tests.browser.chromium --install
	$(BIN)/python -m tests.browser.screens .artifacts/screens

clean: ## remove what make made
	rm -rf $(VENV) .artifacts .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# The first candidate that starts, is new enough and can make a virtual environment.
$(APP): requirements.txt
	@set -e; python=; \
	for candidate in $(CANDIDATES); do \
	    if $$candidate -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	    then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	    echo "Tandem needs Python 3.11 or newer with venv, and none was found: install one (python.org; on Debian:" \
	        "apt install python3 python3-venv) or name it: make PYTHON=/path/to/python3.13" >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$($$python --version) (once, about a minute) ..."; \
	$$python -m venv --clear $(VENV)
	@$(INSTALL) -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(APP)
	@echo "Installing what tests and checks need ..."
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
