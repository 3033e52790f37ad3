# Three commands do everything: `make ask Q="..."`, `make play` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INDEX ?= .pincite/index
PORT ?= 0
Q ?= Who sued LinkedIn, and what do they want?
# As it was typed: make would read the $1 of $1,000 as a variable.
override Q := $(value Q)

# Where the environment says where the index is, that one is asked as it is; the corpus is read where there is none.
ELSEWHERE := $(and $(filter file,$(origin INDEX)),$(PINCITE_INDEX)$(PINCITE_HOME))
AT := $(if $(ELSEWHERE),,--index $(INDEX))
READY := $(if $(ELSEWHERE),elsewhere,$(INDEX)/.corpus)

GATES := --gate "accuracy>=-3pt@95" --gate "citation_precision>=-4pt@95" --gate "conflict_false_alarms<=3%"

.PHONY: ask play elsewhere test lint types gate baseline lock clean

ask: $(READY)
	@$(BIN)/pincite ask $(AT) "$$Q"
export Q

# The bot in a Slack of its own, in the browser; PORT=8080 to choose where.
play: $(READY)
	@$(BIN)/pincite play $(AT) --port $(PORT)

$(VENV)/.run: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

# Ingest again only when an article changed; unchanged articles cost nothing either way.
$(INDEX)/.corpus: $(VENV)/.run $(wildcard corpus/*.md)
	$(BIN)/pincite ingest --index $(INDEX) corpus
	@touch $@

elsewhere: $(VENV)/.run
	@test -e "$${PINCITE_INDEX:-$$PINCITE_HOME/index}/pincite.sqlite3" || $(BIN)/pincite ingest corpus

test: $(VENV)/.dev
	$(BIN)/pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

# The known facts, asked now and compared with the recorded answers, case by case.
gate: $(INDEX)/.corpus
	$(BIN)/pincite eval --index $(INDEX) --baseline evals/baseline.json $(GATES)

# Record the answers that `make gate` compares with.
baseline: $(INDEX)/.corpus
	$(BIN)/pincite eval --index $(INDEX) --json .pincite/run.json
	$(BIN)/pincite eval baseline .pincite/run.json evals/baseline.json

lock: $(VENV)/.dev
	$(BIN)/pip freeze --exclude pincite --exclude pip | sed 's/+cpu$$//' > constraints.txt

clean:
	rm -rf $(VENV) .pincite
