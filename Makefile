# `make run` serves the workshop, `make test` runs everything. Both install what they need first.

PYTHON ?= $(firstword $(foreach name,python3.13 python3.12 python3.11 python3 python3.14 python,$(if $(shell $(name) -c 'import sys; print(1 if sys.version_info >= (3, 11) else "")' 2>/dev/null),$(name))))
IN_VENV := .venv/bin/
CHECKED := workshop_app tests rxconfig.py

.DEFAULT_GOAL := help
.PHONY: help run test lint types unit browser format install install-test requirements lock

help: ## Show the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

run: install ## Install, build and serve; WORKSHOP_PORT=8090 make run for another port
	@exec $(IN_VENV)python -m workshop_app.command_line serve

test: lint types ## Install and run everything: lint, types, import order, unit, property and browser tests
	@$(IN_VENV)python -m pytest

lint: install-test ## Style and import order
	@$(IN_VENV)ruff check $(CHECKED)
	@$(IN_VENV)ruff format --check --quiet $(CHECKED)
	@$(IN_VENV)lint-imports --no-logo

types: install-test ## Types
	@$(IN_VENV)mypy

unit: install-test ## Unit and property tests
	@$(IN_VENV)python -m pytest tests/unit tests/property

browser: install-test ## Tests of the running server, also in a real browser
	@$(IN_VENV)python -m pytest tests/server tests/browser

format: install-test ## Put the code in the form that lint wants
	@$(IN_VENV)ruff check --fix --quiet $(CHECKED)
	@$(IN_VENV)ruff format --quiet $(CHECKED)

install: .python
	@$(PYTHON) workshop_app/installing.py runtime

install-test: .python
	@$(PYTHON) workshop_app/installing.py test

requirements: ## Choose versions anew and write the hashes; needs uv
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade requirements/runtime.in -o requirements/runtime.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade requirements/test.in -c requirements/runtime.txt -o requirements/test.txt

lock: install ## Take over the npm packages of the last build, after the pages began to use others
	@$(IN_VENV)python -m workshop_app.command_line build
	@cp .build/workspace/reflex.lock/package.json .build/workspace/reflex.lock/package-lock.json reflex.lock/

.PHONY: .python
.python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found: install it, or name it with make run PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "$(PYTHON) is not Python 3.11 or newer: name another with make run PYTHON=/path/to/python3."; exit 1; }
