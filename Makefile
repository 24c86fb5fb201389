# One command on a fresh machine: `make run` or `make test`. Needs python3 (3.11 or newer), pip and make.
PY   ?= python3
VENV := .venv
BIN  := $(VENV)/bin
LOCK  = uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock"

.PHONY: run test bench lint lock audit sbom licences postgres preview states media gallery
run: $(VENV)/.run          ## the bot on Telegram when TELEGRAM_BOT_TOKEN is set, else the preview
	@exec $(BIN)/python -m bot run

preview: $(VENV)/.run      ## the same bot in a browser page on this machine
	@exec $(BIN)/python -m bot preview

# Those of the whole shell mostly wait, for processes and clocks: so one worker more than cores.
# They start the program hundreds of times: it is compiled once, whatever the shell says of that.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/.dev         ## all tests
	@$(BIN)/python -m pytest -q -n $$($(BIN)/python -c 'import os; print(os.cpu_count() + 1)') \
		--dist loadfile --no-loadscope-reorder --max-worker-restart 0

# The peers have an environment of their own, beside ours.
bench: $(VENV)/.dev $(VENV)-bench/.bench ## what is measured, beside peers (about 40 minutes)
	@$(BIN)/python -m bench.table

lint: $(VENV)/.dev         ## style, types, and the direction of imports
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

states: $(VENV)/.run       ## redraw docs/states.md
	@$(BIN)/python -m bot draw-states

media: $(VENV)/.dev        ## build the moving figures that have changed
	@$(BIN)/python -m bot draw-media

gallery: $(VENV)/.run      ## redraw docs/gallery.md and its contact sheets
	@$(BIN)/python -m bot draw-gallery

postgres: $(VENV)/.postgres ## what a database on PostgreSQL needs besides

lock:                      ## rewrite the locks (needs uv)
	$(LOCK) -o requirements.lock
	$(LOCK) -c requirements.lock --extra postgres -o requirements-postgres.lock
	$(LOCK) -c requirements.lock --extra postgres --group dev -o requirements-dev.lock
	$(subst pyproject.toml,--group bench,$(LOCK)) -o requirements-bench.lock
	@! grep -nE '://|index-url|find-links|^-' requirements*.lock

audit: $(VENV)/.dev        ## known weaknesses of what is installed (needs the network)
	@$(BIN)/pip-audit --require-hashes --disable-pip -r requirements-dev.lock

sbom: $(VENV)/.dev         ## what the running bot is made of: sbom.json, CycloneDX
	@$(BIN)/cyclonedx-py requirements requirements-postgres.lock --pyproject pyproject.toml --output-reproducible -o sbom.json

licences: $(VENV)/.dev     ## redraw docs/licences.md
	@$(BIN)/python -m docs.licences

# $(1): an environment, $(2): a lock. No ensurepip (Debian's python3 has none), wheels only, every file checked by its hash.
define install
	@$(PY) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	@test -x $(1)/bin/python || $(PY) -m venv --without-pip $(1)
	@echo "Installing what the bot needs (about half a minute the first time) ..."
	@$(PY) -m pip --python $(1)/bin/python install -q --disable-pip-version-check --require-hashes --only-binary :all: -r $(2)
	@touch $@
endef
$(VENV)/.run: requirements.lock
	$(call install,$(VENV),requirements.lock)
$(VENV)/.postgres: requirements-postgres.lock
	$(call install,$(VENV),requirements-postgres.lock)
	@touch $(VENV)/.run
$(VENV)/.dev: requirements-dev.lock
	$(call install,$(VENV),requirements-dev.lock)
	@touch $(VENV)/.run
$(VENV)-bench/.bench: requirements-bench.lock
	$(call install,$(VENV)-bench,requirements-bench.lock)
