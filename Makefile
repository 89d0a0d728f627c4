# The handbook's commands. Each sets up what it needs; `make help` lists them.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help site serve hosting offline release check confirm report overlay brand brands translations-export translations-import schema \
  test audit bench pictures update clean

# An organization's folder, for site, serve, check, confirm, report and overlay: make site BRAND=../our-handbook
BRAND ?=
# A value as it was typed, for the shell: make would take a $ in it for its own, and the shell a quotation mark.
typed = '$(subst ','\'',$(value $(1)))'
WITH_BRAND = $(if $(value BRAND),--brand $(call typed,BRAND))

help: ## List the commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(VENV)/site ## Build the site into site/, or with BRAND=folder into that folder
	@$(RUN) -m macros site $(WITH_BRAND)

serve: $(VENV)/site ## Show the site on this machine and follow every change (BRAND=, PORT=8000)
	@$(RUN) -m macros serve $(if $(PORT),--port $(call typed,PORT)) $(WITH_BRAND)

hosting: $(VENV)/site ## Write configurations for hosts and compressed files, for the site that was built (BRAND=)
	@$(RUN) -m macros hosting $(WITH_BRAND)

offline: $(VENV)/site ## Write the built site (BRAND=) as a ZIP that works from a disk, without a server or the internet
	@$(RUN) -m macros offline $(WITH_BRAND)

release: $(VENV)/site ## Write what is handed on of the built site (BRAND=), into release/, and what has changed SINCE=an older release
	@$(RUN) -m macros release $(WITH_BRAND) $(if $(value SINCE),--since $(call typed,SINCE))

check: $(VENV)/site ## Check the content, in seconds
	@$(RUN) -m macros check $(WITH_BRAND)

confirm: $(VENV)/site ## Record that the languages of every text agree, and that what is under a folder (BRAND=) has been read
	@$(RUN) -m macros confirm $(WITH_BRAND)

report: $(VENV)/site ## Write report.html for editors (BRAND=): what is stale, overdue, unused or hard to read, and reviews.ics
	@$(RUN) -m macros report $(WITH_BRAND)

brand: $(VENV)/site ## Begin an organization's folder: make brand DIR=../our-handbook
	@$(RUN) -m macros brand $(call typed,DIR) $(OPTIONS)

translations-export: $(VENV)/translate ## Write the texts for translators: LANG=es, FORMAT=po or xliff (BRAND=)
	@$(RUN) -m macros export --lang $(call typed,LANG) --format $(if $(value FORMAT),$(call typed,FORMAT),po) $(WITH_BRAND)

translations-import: $(VENV)/translate ## Write a translated file into an organization's folder: LANG=es BRAND=folder (FILE=)
	@$(RUN) -m macros import --lang $(call typed,LANG) $(if $(value FILE),--file $(call typed,FILE)) $(WITH_BRAND)

brands: $(VENV)/site ## Build the site of every organization's folder in a folder: make brands DIR=../brands
	@$(RUN) -m macros brands $(call typed,DIR)

overlay: $(VENV)/site ## Say what an organization's folder (BRAND=) changes, and what has changed under it
	@$(RUN) -m macros overlay $(WITH_BRAND) $(if $(value SINCE),--since $(call typed,SINCE))

schema: $(VENV)/site ## Write content/schema/ anew, after a change in macros/model/
	@$(RUN) -m macros schema

test: $(VENV)/test ## Run every test
	$(RUN) -m ruff check .
	$(RUN) -m macros check
	$(RUN) -m pytest -n auto --dist loadfile --max-worker-restart 0

audit: $(VENV)/audit ## Check every PDF with outloud (PDF/UA-1) and every EPUB with EPUBCheck, which takes some minutes
	$(RUN) -m tools.audit

bench: $(VENV)/bench ## Measure speed and weight, as ratios in one run
	$(RUN) -m tools.bench

pictures: $(VENV)/test ## Make the pictures of README.md and BRANDING.md anew
	$(RUN) -m tools.pictures

update: $(VENV)/test ## Renew the pinned versions in requirements/, then run every test with them
	$(RUN) -m pip install --quiet pip-tools
	for list in site translate test audit bench; do $(RUN) -m piptools compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe \
	  --no-header --annotation-style=line --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
	  --output-file requirements/$$list.txt requirements/$$list.in || exit 1; done
	$(MAKE) test

clean: ## Remove everything that is made
	rm -rf $(VENV) .cache site .site.* hosting release handbook-offline.zip report.html reviews.ics translations

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: install it, or run make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp in the virtual environment for each list of packages that is installed in it.
$(VENV)/%: requirements/%.txt $(VENV)/bin/python
	@tools/system-packages.sh $*
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
