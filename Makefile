# Three commands do everything: `make ask Q="..."`, `make play` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INDEX ?= .pincite/index
PORT ?= 0
Q ?= Who sued LinkedIn, and what do they want?

GATES := --gate "accuracy>=-3pt@95" --gate "citation_precision>=-4pt@95" --gate "conflict_false_alarms<=3%"

.PHONY: ask play test lint types gate baseline lock clean

ask: $(INDEX)/.corpus
	@$(BIN)/pincite ask --index $(INDEX) "$$Q"
export Q

# The bot in a Slack of its own, in the browser; PORT=8080 to choose where.
play: $(INDEX)/.corpus
	@$(BIN)/pincite play --index $(INDEX) --port $(PORT)

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
