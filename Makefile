# Two commands: `make run` shows what Samvirke does, `make test` runs all that CI runs.
PYTHON ?= python3
OUT ?= build/kontraktcheck
CONTRACTS = src/samvirke/data/contracts

.PHONY: run test check clean

run:
	@$(PYTHON) tools/environment.py run
	@.venv/bin/samvirke check-contract $(CONTRACTS)/*.yaml --out $(OUT); code=$$?; test $$code -le 1

test:
	@$(PYTHON) tools/environment.py test
	@.venv/bin/python tools/run_tests.py

clean:
	rm -rf .venv node_modules build src/samvirke/site/static/dkfds
