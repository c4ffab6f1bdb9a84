# `make run` serves the workshop, `make demo` a made-up municipality, `make test` runs everything. All install what they need first.

PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.14)
IN_VENV := .venv/bin/
CHECKED := workshop_app tests benchmarks rxconfig.py
# Tests that only compute, two files at a time; and those that drive a server: without a browser
# and with one, beside each other, each in a process of its own, since no other event loop can run beside Playwright's.
# With a browser takes longer, so the walks through whole sessions come after those without: both ends meet.
COMPUTED := tests/unit tests/property tests/integration
SERVED := tests/wire tests/server tests/faults
WALKED := $(patsubst %,tests/browser/test_%.py,whole_workshop every_kind rehearsal example server_stops recurring_pulse sittings desk_by_keyboard)
SHOWN := tests/browser $(WALKED:%=--ignore=%)
ON_BOTH_CORES := --numprocesses 2 --dist loadfile

# The npm of our own Node, and tools that neither the server nor its tests need.
NPM := PATH="$(CURDIR)/$(IN_VENV):$$PATH" npm --loglevel=error
in_tools = test -x .build/tools/bin/pip || $(IN_VENV)python -m venv .build/tools; .build/tools/bin/pip install --quiet $(1)

.DEFAULT_GOAL := help
.PHONY: served shown sbom audit help run demo backup restore wheels check-content test lint types unit browser screens format install install-test requirements lock

help: ## Show the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

run: install ## Install, build and serve; WORKSHOP_PORT=8090 make run for another port
	@exec $(IN_VENV)python -m workshop_app.command_line serve

demo: install ## Serve a made-up municipality with two years of sessions, on its own database file
	@exec $(IN_VENV)python -m workshop_app.command_line demo

backup: install ## Take a backup, also while the server runs; FILE=/media/usb/tillit.db for a place of your own
	@$(IN_VENV)python -m workshop_app.command_line backup $(if $(FILE),"$(FILE)")

restore: install ## Put a backup back, with the server stopped: FILE=..., and REPLACE=yes where there is a database
	@$(IN_VENV)python -m workshop_app.command_line restore "$(FILE)" $(if $(filter yes,$(REPLACE)),--replace)

check-content: install ## Explain every mistake in the content files, or in one: FILE=content/activities/velkommen.toml
	@$(IN_VENV)python -m workshop_app.command_line check-content $(if $(FILE),"$(FILE)")

wheels: install ## All packages and the built pages, for a machine of the same kind without a network: copy the whole folder there
	@$(IN_VENV)python -m workshop_app.command_line build
	@$(IN_VENV)python workshop_app/installing.py wheels

test: lint types ## Install and run everything: lint, types, import order, unit, property and browser tests
	@$(IN_VENV)python -m pytest $(COMPUTED) $(ON_BOTH_CORES)
	@$(MAKE) --no-print-directory --jobs 2 served shown

lint: install-test ## Style and import order
	@$(IN_VENV)ruff check $(CHECKED)
	@$(IN_VENV)ruff format --check --quiet $(CHECKED)
	@$(IN_VENV)lint-imports --no-logo

types: install-test ## Types
	@$(IN_VENV)mypy

unit: install-test ## Tests without a server: unit, property and integration tests
	@$(IN_VENV)python -m pytest $(COMPUTED) $(ON_BOTH_CORES)

served:
	@$(IN_VENV)python -m pytest $(SERVED)
	@$(IN_VENV)python -m pytest $(WALKED)

shown:
	@$(IN_VENV)python -m pytest $(SHOWN)

browser: install-test ## Tests of the running server, with faults and in a real browser
	@$(MAKE) --no-print-directory --jobs 2 served shown

screens: install-test ## Pictures of every page, phase, size and theme beside the kept ones: ONLY="phone desk", ACCEPT=yes to keep them
	@$(IN_VENV)python -m tests.visual $(if $(ONLY),--only $(ONLY)) $(if $(filter yes,$(ACCEPT)),--accept)

format: install-test ## Put the code in the form that lint wants
	@$(IN_VENV)ruff check --fix --quiet $(CHECKED)
	@$(IN_VENV)ruff format --quiet $(CHECKED)

install:
	$(call installed,runtime)

install-test:
	$(call installed,test)

# The environment's own Python, or else the first on this machine that is new enough to make one.
define installed
	@python=.venv/bin/python; $$python -c '' 2>/dev/null || python=$$( \
	    for name in $(PYTHONS); do \
	        $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; \
	    done); \
	test -n "$$python" || { \
	    echo "Python 3.11 or newer is needed and was not found: install it, or name one with PYTHON=/path/to/python3 make run." >&2; \
	    exit 1; }; \
	$$python workshop_app/installing.py $(1)
endef

sbom: install ## Write what we are made of to .build/sbom: CycloneDX files of the Python and npm packages
	@$(call in_tools,cyclonedx-bom)
	@rm -rf .build/sbom && mkdir -p .build/sbom/npm && cp reflex.lock/*.json .build/sbom/npm
	@.build/tools/bin/cyclonedx-py requirements requirements/runtime.txt --output-format JSON --output-file .build/sbom/python.cdx.json
	@cd .build/sbom/npm && $(NPM) pkg set name=tillitsverkstedet-pages version=0.1.0 && \
	    $(NPM) sbom --package-lock-only --legacy-peer-deps --sbom-format cyclonedx > ../npm.cdx.json
	@rm -r .build/sbom/npm && echo "Written to .build/sbom"

audit: install ## Ask the public lists of known weaknesses about all packages; needs the network
	@$(call in_tools,pip-audit)
	@PATH="$(CURDIR)/$(IN_VENV):$$PATH" $(IN_VENV)python workshop_app/auditing.py

requirements: ## Choose versions anew and write the hashes; needs uv
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade requirements/runtime.in -o requirements/runtime.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade requirements/test.in -c requirements/runtime.txt -o requirements/test.txt

lock: install ## Take over the npm packages of the last build, after the pages began to use others
	@$(IN_VENV)python -m workshop_app.command_line build
	@cp .build/workspace/reflex.lock/package.json .build/workspace/reflex.lock/package-lock.json reflex.lock/
