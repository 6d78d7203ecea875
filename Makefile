# Two commands matter: `make serve` and `make test`. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXIT := $(VENV)/exit
WEEKLY := $(VENV)/weekly
LOCKED := requirements requirements-dev requirements-exit requirements-weekly
# One more than there are cores: some tests wait for a server, a browser or another process.
WORKERS = $(shell $(PYTHON) -c 'import os; print(1 + (os.cpu_count() or 1))')
# Where else cases are made at random: fifty of each in a usual run, three hundred by “make fuzz”.
RANDOM_TOO = tests/graph tests/read/test_catalogs.py $(addprefix tests/rules/test_,articles.py translations.py) \
  $(addprefix tests/test_,dates.py hostile.py map.py pieces.py text.py)
LANGUAGES_THERE := $(patsubst translations/%/frame.po,%,$(wildcard translations/*/frame.po))
export NO_MKDOCS_2_WARNING := 1

define pack
$(BIN)/guide archive refund-guide.zip
$(foreach code,$(LANGUAGES_THERE),$(BIN)/guide archive refund-guide-$(code).zip --language $(code) &&) true
endef

.PHONY: serve build archive release exit weekly test fuzz bench load lint lock pictures house clean

serve: $(VENV)/site.stamp  ## build the site, show it on http://127.0.0.1:8000/ and rebuild on every change
	$(BIN)/python -m mkdocs serve

build: $(VENV)/site.stamp  ## write the site to site/
	$(BIN)/python -m mkdocs build --strict

archive: build  ## the site as refund-guide.zip, which opens from a folder; one more for each other language
	$(pack)

release exit: export SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct)

release: build  ## the site of this commit, sealed, and its archives: the same bytes wherever they are made
	$(BIN)/guide seal
	$(pack)

exit: build  ## the same site from MkDocs' continuation, the same pages without MkDocs
	test -x $(EXIT)/bin/python || $(PYTHON) -m venv $(EXIT)
	$(EXIT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/requirements-exit.txt
	rm -rf $(EXIT)/site $(EXIT)/pages
	PYTHONPATH=hooks $(EXIT)/bin/properdocs build --strict --config-file mkdocs.yml --site-dir $(EXIT)/site
	$(BIN)/guide export $(EXIT)/pages
	diff -rq site $(EXIT)/site
	! diff -rq site $(EXIT)/pages | grep -v '^Only in site'

weekly: build  ## what is due: facts, pinned documents, outside links, packages; asks each site that the guide links to, slowly
	test -x $(WEEKLY)/bin/python || $(PYTHON) -m venv $(WEEKLY)
	$(WEEKLY)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/requirements-weekly.txt
	rm -rf weekly && mkdir weekly
	$(BIN)/guide stale --format=markdown > weekly/facts.md
	$(BIN)/python .github/scripts/pinned.py site > weekly/pinned.md
	$(WEEKLY)/bin/python .github/scripts/links.py site --skip "$(SITE_URL)" --skip "$(REPO_URL)" > weekly/links.md
	$(WEEKLY)/bin/pip-audit --disable-pip --require-hashes --progress-spinner=off --format=json --output=weekly/packages.json \
	  $(patsubst %,--requirement=requirements/%.txt,$(LOCKED)) || test -s weekly/packages.json
	$(WEEKLY)/bin/python .github/scripts/weekly.py weekly > weekly/issue.md

test: lint  ## everything, with a real browser
	$(BIN)/python tests/browser.py
	$(BIN)/python tests/webserver.py
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

fuzz: $(VENV)/dev.stamp  ## ten thousand random guides, accidents and byte strings each, and axe and the widths of every page (about half an hour)
	FUZZ=full $(BIN)/python -m pytest tests/test_fuzz.py tests/test_roundtrip.py
	FUZZ=full $(BIN)/python -m pytest $(RANDOM_TOO)
	FUZZ=full $(BIN)/python -m pytest tests/test_looks.py

bench: $(VENV)/dev.stamp  ## figures, as ratios measured side by side
	$(BIN)/python tests/bench

load: build  ## a minute of many readers on the nginx of docs/hosting.md, half of it while builds are swapped
	$(BIN)/python tests/webserver.py
	$(BIN)/python tests/load.py

lint: $(VENV)/dev.stamp
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/yamllint --strict .
	$(BIN)/codespell .
	$(BIN)/actionlint -shellcheck $(BIN)/shellcheck
	$(BIN)/shellcheck .ci/run
	$(BIN)/zizmor --offline --persona=pedantic --no-progress --quiet .
	! git ls-files --cached --ignored --exclude-standard | grep .  # A cache in the repository could lie to a build.

lock:  ## newest allowed versions of all dependencies, with hashes; Dependabot reads the options in the files it updates
	cd requirements && for name in $(LOCKED); do \
	  uv pip compile $$name.in --output-file $$name.txt --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-emit-index-url --upgrade; done

pictures: $(VENV)/dev.stamp  ## the pictures in README, taken anew
	$(BIN)/python tests/pictures.py

house:  ## the picture of the house in docs/hacking.md, after a change of folders, modules or imports
	$(PYTHON) tests/house_picture.py

clean:
	rm -rf site weekly $(VENV) .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(VENV)/site.stamp: requirements/requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "This project needs Python 3.11 or newer.")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/requirements.txt
	$(BIN)/python -c 'import site; open(site.getsitepackages()[0] + "/guide.pth", "w").write("$(CURDIR)/hooks\n")'
	printf '#!/bin/sh\nexec "$(CURDIR)/$(BIN)/python" -m guide "$$@"\n' > $(BIN)/guide && chmod +x $(BIN)/guide
	touch $@

$(VENV)/dev.stamp: requirements/requirements-dev.txt $(VENV)/site.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/requirements-dev.txt
	touch $@
