# The chores of this project, one word each. Every one sets up what it needs from nothing but python3.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export UV_LINK_MODE ?= copy

.PHONY: demo test lint bench forms-score faults docs clean lock

demo: $(VENV)/.run ## make a finished packet, then open a running workspace with made-up patients (NO_SERVE=1: only the packet)
	@$(BIN)/makewhole demo -o demo
	@if [ -z "$(NO_SERVE)" ] && [ -t 1 ]; then echo; $(BIN)/makewhole serve --demo; \
	else echo; echo "The workspace:   $(BIN)/makewhole serve --demo   and then http://127.0.0.1:8000/"; fi

test: lint ## prove everything
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n 2 --dist loadfile
	scripts/postgres_for_tests.sh $(BIN)/pytest -q -n 2 --dist loadfile tests/app
	@$(BIN)/coverage combine -q
	$(BIN)/coverage report --fail-under=95

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks.run

forms-score: $(VENV)/.dev ## how far the forms in ../shared/data/forms are understood, beside a matcher of field names
	$(BIN)/python scripts/forms_score.py

faults: $(VENV)/.dev ## break visit files at random: SEED=7 ROUNDS=1000 can be replayed
	SEED=$(SEED) ROUNDS=$(or $(ROUNDS),500) $(BIN)/pytest -q -n 2 tests/faults

docs: $(VENV)/.dev ## write the pages that are made from the program
	$(BIN)/python scripts/write_cli_reference.py

lock: $(VENV)/bin/uv ## pin every dependency with its hashes and no registry address
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --extra app -o requirements.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --extra app --group dev -c requirements.txt -o requirements-dev.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --extra app --group dev --group bench -c requirements-dev.txt -o requirements-bench.txt

$(VENV)/bin/uv:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python cannot make a virtual environment here. On Debian: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check uv

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/uv
	@$(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements.txt
	@$(BIN)/uv pip install --quiet --no-deps -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(VENV)/bin/uv
	@$(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.txt
	@$(BIN)/uv pip install --quiet --no-deps -e .
	@touch $@ $(VENV)/.run

$(VENV)/.bench: requirements-bench.txt pyproject.toml | $(VENV)/.dev
	@$(BIN)/uv pip install --quiet --require-hashes -r requirements-bench.txt
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .coverage* demo
