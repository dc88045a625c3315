# Freistadt's commands. `make help` lists them. Needs python3 (3.11 or newer) and make.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# Of the project's own folders; what is not there yet is not looked at.
APPS := cms events campaigns home

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test lint bench screenshots compile messages fonts constraints clean
.DELETE_ON_ERROR:

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/site.stamp ## install what the site needs, into .venv

setup-dev: $(VENV)/dev.stamp ## install what the tests and the linters need, too

$(VENV)/created.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Freistadt needs Python 3.11 or newer; name one with make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/site.stamp: $(VENV)/created.stamp pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/site.stamp
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test,browser,lint,postgres]'
	touch $@

demo: export BASE_URL ?= http://localhost:$(PORT)
demo: setup compile ## load the demo content and serve it; PORT=… and DEMO_PASSWORD=… are respected
	mkdir -p var
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	$(BIN)/python manage.py load_demo --port $(PORT)
	DEBUG=false $(BIN)/python manage.py serve --port $(PORT)

test: setup-dev compile ## run all tests; ARGS=… is passed to pytest
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

lint: export DJANGO_SETTINGS_MODULE = cms.settings.test
lint: setup-dev ## check style, types, licences, migrations, settings and translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/djhtml --tabwidth 2 --check $(APPS)
	$(BIN)/curlylint --quiet $(APPS)
	$(BIN)/reuse lint --lines
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py check_translations

bench: setup ## measure the translation desk with 10,000 pages; ARGS='--originals 1000' for less
	$(BIN)/python -W ignore::UserWarning -m cms.tools.bench $(ARGS)

screenshots: setup-dev compile ## put pictures of all types of pages into build/screenshots; ARGS='event job' for some
	$(BIN)/python -m home.tests.screenshots build/screenshots $(ARGS)

compile: setup ## compile the catalogues in locale/, without GNU gettext
	$(BIN)/python manage.py compile_catalogues

messages: setup-dev ## bring the catalogues in locale/ up to date with the source (needs GNU gettext)
	$(BIN)/python manage.py update_catalogues

fonts: setup-dev ## make the font files anew from their npm packages (needs npm)
	$(BIN)/python -m cms.tools.fonts

constraints: setup-dev ## choose exact versions anew, within the ranges of pyproject.toml
	{ printf '# Exact versions of everything that is installed. Made by `make constraints` from pyproject.toml.\n#\n'; \
	  $(BIN)/pip-compile --quiet --upgrade --all-extras --strip-extras --no-header --no-emit-options \
	    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file - pyproject.toml; } > constraints.new
	mv constraints.new constraints.txt

clean: ## remove the virtual environment and compiled files; var/ stays
	rm -rf $(VENV) build freistadt.egg-info .pytest_cache .mypy_cache .tox .ruff_cache .hypothesis
	find $(APPS) locale -name __pycache__ -prune -exec rm -rf {} + -o -name '*.mo' -exec rm {} +
