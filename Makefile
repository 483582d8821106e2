# Two commands matter: `make run` and `make test`. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
export PORT
BIN := .venv/bin
STAMPS := .venv/.stamps
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
NPM := $(shell command -v npm 2>/dev/null)
SAY := @printf '\033[1m== %s\033[0m\n'

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

# ---- installing ---------------------------------------------------------------------------------

$(STAMPS)/venv:
	$(SAY) "Making a virtual environment in .venv"
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none is on the PATH." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older." >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run: requirements.txt requirements-build.txt $(STAMPS)/venv
	$(SAY) "Installing what the site runs on, and is built with (pinned, hashed)"
	@$(PIP) install --quiet --require-hashes -r requirements.txt
	@$(PIP) install --quiet --require-hashes -r requirements-build.txt
	@touch $@

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/run
	$(SAY) "Installing what the site is checked with (pinned, hashed)"
	@$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

# The chart library: the small bundle from npm where it can be had, else the one inside the Python package.
ASSETS := $(STAMPS)/assets-from-$(if $(NPM),npm,python)
FROM_PYTHON = mkdir -p assets && cp "$$($(BIN)/python -c 'import importlib.util as u; print(u.find_spec("plotly").submodule_search_locations[0])')/package_data/plotly.min.js" assets/plotly-full.min.js

$(STAMPS)/assets-from-npm: package.json package-lock.json $(STAMPS)/run
	$(SAY) "Fetching the chart library with npm (small bundle)"
	@mkdir -p assets
	@if $(NPM) ci --omit=dev --silent --no-fund --no-audit; then \
	  cp node_modules/plotly.js-basic-dist-min/plotly-basic.min.js assets/; touch $@; \
	else \
	  echo "npm could not fetch it: taking it from the Python package instead (same version, four times the weight)."; \
	  $(FROM_PYTHON); \
	fi

$(STAMPS)/assets-from-python: $(STAMPS)/run
	$(SAY) "No npm on the PATH: taking the chart library from the Python package (same version, four times the weight)"
	@$(FROM_PYTHON)
	@touch $@

# TimelineJS, which only a test reads: what we export for it must be what it understands.
BROWSER_DEV := $(if $(NPM),$(STAMPS)/browser-dev)
$(STAMPS)/browser-dev: package.json package-lock.json $(ASSETS)
	$(SAY) "Fetching with npm what the exports are checked with"
	@if $(NPM) ci --silent --no-fund --no-audit; then touch $@; else \
	  echo "npm could not fetch it: the test of the export for TimelineJS is skipped."; \
	fi

CATALOGUE := crisis/locale/fr/LC_MESSAGES/django
$(CATALOGUE).mo: $(CATALOGUE).po $(STAMPS)/run
	@$(BIN)/python tools/messages.py compile

.PHONY: install
install: $(STAMPS)/run $(ASSETS) $(CATALOGUE).mo

.PHONY: setup
setup: install $(STAMPS)/dev $(BROWSER_DEV) ## everything but database and server: .venv/ and the browser assets

# ---- running ------------------------------------------------------------------------------------

STATIC := $(shell find static $(wildcard assets) -type f 2>/dev/null)
$(STAMPS)/static: $(STATIC) $(ASSETS) $(STAMPS)/run crisis/settings.py crisis/environment.py
	$(SAY) "Hashing and compressing the static files"
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@

.PHONY: data
data: install ## the database: migrations, gazetteer, context events, seeds
	$(SAY) "Bringing the database up to date"
	@$(MANAGE) migrate --noinput --verbosity 0
	@$(MANAGE) load_gazetteer
	@$(MANAGE) load_context
	@$(MANAGE) load_seeds --publish

.PHONY: run
run: install $(STAMPS)/static data ## the site, from a bare checkout, on http://127.0.0.1:PORT (8000)
	$(SAY) "Ready: http://127.0.0.1:$(PORT)/"
	@echo "   To make an editor:  .venv/bin/python manage.py create_editor NAME   then  http://127.0.0.1:$(PORT)/admin/"
	@echo "   Stop with Ctrl-C."
	@exec $(BIN)/gunicorn crisis.wsgi --config tools/serving.py

# ---- checking -----------------------------------------------------------------------------------

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || { \
	  printf '\033[1m== %s\033[0m\n' "Installing Chromium for the browser tests"; \
	  { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null 2>&1 || true; \
	  command -v chromium >/dev/null || { echo "Browser tests need Chromium: install the package chromium, then run this again." >&2; exit 1; }; }

WORKERS ?= auto
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -q

define on_postgresql
	@url="$$($(BIN)/python tools/services.py postgresql)"; \
	if [ -n "$$url" ]; then \
	  printf '\033[1m== %s\033[0m\n' "Tests on PostgreSQL"; \
	  DATABASE_URL="$$url" $(PYTEST) $(1); \
	else \
	  echo "Not run: tests on PostgreSQL (none answers at TEST_DATABASE_URL or on the loopback address)."; \
	fi
endef

.PHONY: test
test: setup chromium ## every test, browser tests included; where PostgreSQL answers, what can differ there too
	$(SAY) "Tests on SQLite"
	@DATABASE_URL= $(PYTEST)
	$(call on_postgresql,-m database)

.PHONY: nightly
nightly: export NIGHTLY := 1
nightly: setup chromium ## every test on both databases, at full size: more examples, longer files, every page in both languages
	$(SAY) "Tests on SQLite, at full size"
	@DATABASE_URL= $(PYTEST)
	$(call on_postgresql,-m "not browser" --ignore=tests/extraction)

.PHONY: fast
fast: setup ## the quick tests, and of each table of cases the first, on SQLite
	@DATABASE_URL= $(PYTEST) --first-case -m "not browser and not slow"

.PHONY: lint
lint: setup ## format, lint, types, import contracts, migrations, translations
	$(SAY) "Format and lint"
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(SAY) "Types"
	@$(BIN)/mypy
	$(SAY) "Import contracts"
	@$(BIN)/lint-imports
	$(SAY) "Migrations"
	@$(MANAGE) makemigrations --check --dry-run
	$(SAY) "Translations"
	@$(BIN)/python tools/messages.py check

.PHONY: check
check: lint test ## everything that must hold

.PHONY: bench
bench: setup ## what reading an article and serving a page cost, as ratios
	@$(BIN)/python -m tools.bench
	@$(BIN)/python -m tools.bench_pages
	@$(BIN)/python -m tools.bench_desk
	@$(BIN)/python -m tools.bench_exports

PART ?= open
ERRORS ?= 0

.PHONY: score
score: setup ## what the extractor reads against the annotated articles (PART=open|aside|all|seed, ERRORS=N)
	@$(BIN)/python -m tools.scoring --part $(PART) --errors $(ERRORS)

# ---- keeping ------------------------------------------------------------------------------------

.PHONY: messages
messages: setup ## gather new strings into the catalogue
	@$(BIN)/python tools/messages.py update

.PHONY: screens
screens: setup chromium ## photograph the site as shipped into docs/screens/
	@$(BIN)/python -m tools.screens

.PHONY: docs
docs: setup ## write docs/extraction.md from the rules
	@$(BIN)/python -m tools.rulebook

.PHONY: lock
lock: setup ## compile requirements*.in into pinned, hashed requirements*.txt
	@$(PIP) install --quiet uv
	@for name in requirements requirements-build requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url $$name.in -o $$name.txt; \
	done
	@npm install --package-lock-only --silent

.PHONY: clean
clean: ## remove what can be made again (the database stays)
	@rm -rf .venv node_modules assets staticfiles .mypy_cache .ruff_cache .pytest_cache
