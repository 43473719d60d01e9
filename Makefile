# What a checkout can do. Every target prepares what it needs by itself (packaging/prepare.py);
# a second run starts at once.

ifndef PYTHON
PYTHON := $(or $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done),python3)
endif
BIN := .venv/bin
# Hypothesis draws the same examples at every run here; plain `pytest` draws new ones.
CHECKS := "ruff check ." "ruff format --check ." mypy lint-imports "pytest -n auto --dist loadfile --hypothesis-profile ci"

.PHONY: help prepare demo test bench coverage faults package lock clean

help:
	@echo "make demo      open the window with films waiting; without a display, play a whole festival"
	@echo "make test      style, types, layers and all tests"
	@echo "make bench     speeds, as ratios inside one run"
	@echo "make coverage  the long simulations behind the intervals"
	@echo "make faults    kills, full disks, power cuts, films in haste and sleep"
	@echo "make package   wheel, sdist and a frozen folder for this system, and their check"
	@echo "make lock      pin the dependencies of pyproject.toml anew (needs uv)"
	@echo "make clean     remove what was built"

prepare:
	@$(PYTHON) packaging/prepare.py

demo: prepare
	rm -rf build/demo
	mkdir -p build
	$(BIN)/jury-app demo build/demo --films 24 --jurors 8 --seed 7

test: prepare
	@status=0; for check in $(CHECKS); do \
		echo "== $$check"; $(BIN)/$$check || status=1; \
	done; exit $$status

bench: prepare
	$(BIN)/pytest tests/bench -s

coverage: prepare
	$(BIN)/pytest tests/coverage -s

faults: prepare
	$(BIN)/pytest tests/faults -s

package:
	@$(PYTHON) packaging/prepare.py --package
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist
	$(BIN)/pyinstaller --noconfirm --distpath dist --workpath build/frozen packaging/linux/jury-app.spec
	cp packaging/linux/install.sh packaging/linux/jury-app.desktop packaging/linux/jury-app.xml \
		resources/icons/jury-app.svg dist/jury-app/
	packaging/check.sh

lock:
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
		--no-emit-index-url --upgrade pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
		--no-emit-index-url --upgrade --extra dev --constraint requirements.lock \
		pyproject.toml --output-file requirements-dev.lock

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
