# Two commands: `make run` shows what Samvirke does, `make test` runs all that CI runs.
PYTHON ?= python3
OUT ?= build/kontraktcheck
DEMO ?= build/demo
STATEMENTS ?= build/resultatopgoerelser
CONTRACTS = src/samvirke/data/contracts
# A hub's statement of a year from demo data: $(call statement,hub,year,year before)
statement = .venv/bin/samvirke statement --hub $(1) --year $(2) --demo --quiet \
	--contract $(CONTRACTS)/$(1)_$(2).yaml --out $(STATEMENTS)/$(1)-$(2) \
	--registrations $(DEMO)/demo_registreringer_$(1)_$(2).csv \
	--previous-registrations $(DEMO)/demo_registreringer_$(1)_$(3).csv \
	--evaluations $(DEMO)/demo_evalueringer_$(1)_$(3).csv \
	--awareness $(DEMO)/demo_kendskab_$(1)_$(2).csv

.PHONY: run test check clean

run:
	@$(PYTHON) tools/environment.py run
	@.venv/bin/samvirke check-contract $(CONTRACTS)/*.yaml --out $(OUT); code=$$?; test $$code -le 1
	@.venv/bin/samvirke demo-data --out $(DEMO)
	@$(call statement,nordjylland,2021,2020)
	@$(call statement,midtjylland,2022,2021)

test:
	@$(PYTHON) tools/environment.py test
	@.venv/bin/python tools/run_tests.py

clean:
	rm -rf .venv node_modules build src/samvirke/site/static/dkfds
