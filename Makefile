# `make help` lists the commands. make.py does the work: on Windows, or without make, use `py -3.11 make.py COMMAND`.
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)

COMMANDS := run test lint bench faults bundle clean help
.PHONY: $(COMMANDS)

# Anything more goes in ARGS: make test ARGS="tests/rules -x"
$(COMMANDS):
ifeq ($(strip $(PYTHON)),)
	@echo "Despatch needs Python 3.11 or newer; none was found on the PATH." >&2; exit 1
else
	@$(PYTHON) make.py $@ $(ARGS)
endif
