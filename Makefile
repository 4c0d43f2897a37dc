# What the README names. `make site` needs nothing but Python 3.11 or later; `make test` brings the rest itself.

PYTHON ?= python3
PORT   ?= 8000
FORMAT ?= text
REMOTE ?= origin
BIN    := .venv/bin
RUN    := $(BIN)/python

# Files are read as UTF-8 whatever the machine is set to; and what Python has compiled is kept, though containers are
# often set to keep none: each build by a test then compiled the whole engine anew.
export PYTHONUTF8 := 1
unexport PYTHONDONTWRITEBYTECODE

AT = $(if $(URL),--url "$(URL)") $(if $(REPORT),--report "$(REPORT)")

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site publishable serve check diff pictures test lint types tests chromium nginx format schemas bench fonts audit links lock packages load fuzz faults verify tested release proposal mutants clean

help: ## say what there is to make
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 13

site: .venv/.runtime ## build the site into site/ (URL=where it will stand)
	$(RUN) build.py $(AT)

publishable: .venv/.runtime ## the same, with .br and .gz beside each text file for a server that sends them (URL=)
	$(RUN) build.py --compress $(AT)

serve: .venv/.runtime ## preview on this machine, reloading on save (PORT=8000)
	$(RUN) build.py serve --port $(PORT)

check: .venv/.runtime ## everything that a build checks, without writing (FORMAT=text|json|github)
	$(RUN) build.py check --format $(FORMAT) $(if $(BASE),--base $(BASE))

diff: .venv/.runtime ## what the working tree changes on the printed page, as Markdown (BASE=HEAD PICTURES=DIR PICTURES_AT=URL)
	$(RUN) build.py diff $(BASE) --format markdown \
		$(if $(PICTURES),--pictures "$(PICTURES)") $(if $(PICTURES_AT),--pictures-at "$(PICTURES_AT)")

pictures: ## push PICTURES to the folder PICTURES_IN of the branch that comments show them from (REMOTE=origin)
	$(PYTHON) tools/pictures.py "$(PICTURES)" "$(PICTURES_IN)" --remote "$(REMOTE)"

test: lint types tests ## all that must hold, as CI runs it

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .

types: .venv/.dev
	$(BIN)/mypy

tests: .venv/.dev chromium nginx
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

chromium: .venv/.dev
	@$(RUN) tools/chromium.py

nginx: .venv/.dev
	@$(RUN) tools/nginx.py

format: .venv/.dev ## lay the code out and mend what ruff can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: .venv/.runtime ## write the JSON Schemas by which an editor's program completes and checks the YAML
	for file in $(filter-out schemas/names.json,$(wildcard schemas/*.json)); do \
		$(RUN) build.py schema $$(basename $$file .json) >$$file || exit; done

bench: .venv/.dev ## time the build on generated stories
	$(RUN) -m bench

fonts: .venv/.runtime ## cut the Chinese faces anew (needs npm)
	$(RUN) tools/fonts.py

audit: .venv/.dev ## look for known weaknesses in what is pinned
	@$(BIN)/uvx pip-audit@2.10.1 --strict --disable-pip --require-hashes -r requirements-dev.txt || \
		{ echo "Take what has a fixed version by: make lock test. What could not be audited was not asked about: try again." >&2; exit 1; }

links: site ## ask every address that the site links to whether it still answers
	$(RUN) -m tools.outside site .

lock: .venv/.dev ## pin the newest versions of what pyproject.toml asks for
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --upgrade --generate-hashes \
	--no-emit-index-url --no-header --no-config --quiet

packages: ## install what the tests look with from Debian's or Ubuntu's packages: Chinese letters, nginx (asks for sudo)
	sudo apt-get -qq update
	sudo apt-get -qq install -y --no-install-recommends fontconfig fonts-noto-cjk nginx libnginx-mod-http-brotli-static

load: publishable nginx ## ask nginx on this machine for the feature, as shipped and bare, as fast as it answers
	$(RUN) -m tools.load

mutants: .venv/.dev ## build deliberately wrong stories by kind, and print how many are refused (KINDS= to name some)
	$(RUN) -m tests.mutations $(KINDS) --passed --processes 2

fuzz: .venv/.dev ## mutate the stories of the tests for a minute, and look for what is no message (INPUTS=10000 for all)
	$(RUN) -m tests.fuzz $(if $(INPUTS),--inputs $(INPUTS))

faults: .venv/.dev ## kill builds for a minute while readers read, and look for what is torn (KILLS=1000 for all)
	$(RUN) -m tests.faults $(if $(KILLS),--kills $(KILLS))

verify: .venv/.runtime ## read the published site anew, and prove it from there (URL=where it stands; without it, site/)
	$(RUN) build.py verify "$(or $(URL),site)"

tested: ## say whether COMMIT holds just what a change was tested with (asks the code host)
	@$(PYTHON) tools/tested.py "$(COMMIT)"

release: ## tag the version that CHANGELOG.md tells of, if it has no tag yet (REMOTE=origin)
	$(PYTHON) tools/release.py --remote "$(REMOTE)"

proposal: ## propose the locks in the folder PROPOSED as a change (asks the code host)
	$(PYTHON) tools/proposal.py "$(PROPOSED)"

clean: ## forget the site, the caches and the environment
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find site -mindepth 1 ! -name .gitkeep -delete

.venv/.runtime: requirements.txt tools/venv.py
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or later (Debian, Ubuntu:" \
		"sudo apt-get install python3), or name one:  make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) tools/venv.py .venv requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	@$(PYTHON) tools/venv.py .venv requirements-dev.txt
	@touch $@
