# The five commands of the README. Everything lands in .venv; nothing else on the machine is touched,
# but for Debian's PostgreSQL and Chromium, which `make test` and `make bench` need.
PYTHON ?= python3
BIN := .venv/bin
.PHONY: install demo test check bench lock
.DEFAULT_GOAL := install

install: .venv/.installed

.venv/.installed: requirements.lock pyproject.toml bot/demo/package.json bot/demo/package-lock.json bot/demo/vendor.py
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python bot/demo/vendor.py
	@touch $@

demo: install
	$(BIN)/aftercall demo

test: install
	$(BIN)/python tests/debian.py
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	$(BIN)/python tests/debian.py
	$(BIN)/python -m benchmarks

lock: install
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --quiet -o requirements.lock
