# Needs make and Python 3.11 or later; everything else is fetched into .venv and .data.
.DEFAULT_GOAL := help
.PHONY: help run test check fix env stop

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(or $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done),python3)
PORT ?= 8000
export PORT

define strands
@command -v $(PYTHON) >/dev/null || { \
	echo "Strands needs Python 3.11 or later and $(PYTHON) was not found; install it and run again." >&2; exit 1; }
@exec $(PYTHON) programme/local/bootstrap.py
endef

help:
	@echo "make run     start Strands on http://127.0.0.1:$(PORT) (PORT=… for another)"
	@echo "make test    the whole test suite (ARGS=… goes to pytest)"
	@echo "make check   lint, types, layers, migrations, deployment settings, audit"
	@echo "make fix     put right what the linters can put right"
	@echo "make env     addresses of the embedded servers, for: eval \"\$$(make -s env)\""
	@echo "make stop    stop what was left running in the background"

run:
	$(strands) run

test:
	$(strands) test $(ARGS)

check:
	$(strands) check

fix:
	$(strands) fix

env:
	$(strands) env

stop:
	$(strands) stop
