# Two commands: `make run` shows what Samvirke does, `make test` runs all that CI runs.
# `make papers` writes the same as files, without a site.
PYTHON ?= python3
BUILD ?= build
PORT ?= 8000
DEMO ?= $(BUILD)/demo
CONTRACTS = src/samvirke/data/contracts
HUBS = hovedstaden sjaelland fyn sydjylland midtjylland nordjylland
# Demo files of one kind for a hub and years: $(call demo,kind,hub,years)
demo = $(foreach year,$(3),$(DEMO)/demo_$(1)_$(2)_$(year).csv)
# A hub's statement of a year from demo data: $(call statement,hub,year,years before)
define statement
	@.venv/bin/samvirke statement --hub $(1) --year $(2) --demo --quiet \
		--out $(BUILD)/resultatopgoerelser/$(1)-$(2) \
		--registrations $(call demo,registreringer,$(1),$(2)) \
		--previous-registrations $(call demo,registreringer,$(1),$(3)) \
		--evaluations $(call demo,evalueringer,$(1),$(3)) \
		--awareness $(call demo,kendskab,$(1),$(3) $(2)) \
		--assessments $(DEMO)/demo_vurderinger_$(1)_$(2).yaml \
		$(addprefix --contract ,$(wildcard $(CONTRACTS)/$(1)_$(2).yaml))

endef
# The hubs' statements of a year side by side: $(call national,year)
define national
	@.venv/bin/samvirke national-statement --out $(BUILD)/national-$(1) \
		$(foreach hub,$(HUBS),$(BUILD)/resultatopgoerelser/$(hub)-$(1))

endef

.PHONY: run papers test coverage clean

run:
	@$(PYTHON) tools/environment.py run
	@.venv/bin/samvirke demo-data --out $(DEMO)
	@mkdir -p $(BUILD)/site
	@.venv/bin/samvirke demo-site --records $(DEMO) --database $(BUILD)/site/samvirke.sqlite3
	@.venv/bin/samvirke serve --demo --port $(PORT) --database $(BUILD)/site/samvirke.sqlite3

papers:
	@$(PYTHON) tools/environment.py run
	@.venv/bin/samvirke check-contract $(CONTRACTS)/*.yaml --out $(BUILD)/kontraktcheck; \
		code=$$?; test $$code -le 1
	@.venv/bin/samvirke demo-data --out $(DEMO)
	$(foreach hub,$(HUBS),$(call statement,$(hub),2021,2020))
	$(foreach hub,$(HUBS),$(call statement,$(hub),2022,2020 2021))
	$(foreach year,2021 2022,$(call national,$(year)))
	@.venv/bin/samvirke front-page $(BUILD)

test:
	@$(PYTHON) tools/environment.py test
	@.venv/bin/python tools/run_tests.py

coverage:
	@$(PYTHON) tools/environment.py test
	@.venv/bin/pytest --numprocesses=auto --cov --cov-report=term:skip-covered

clean:
	rm -rf .venv node_modules build src/samvirke/site/static/dkfds
