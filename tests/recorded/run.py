"""Prints, as JSON, what the site answers: `python -m tests.recorded.run`, on an empty database of its own.

Given addresses (a JSON list of lists on the standard input: address, whether in brief), those are asked; else all of
`addresses.py`, in their sections.
"""

from __future__ import annotations

import json
import logging
import sys
from contextlib import redirect_stdout

import django
import time_machine


def main() -> None:
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    logging.disable(logging.WARNING)  # 404 and 410 are asked for
    setup_test_environment()
    call_command("migrate", verbosity=0)

    from . import addresses, state
    from .asking import ask, plain_site

    with plain_site():
        with redirect_stdout(sys.stderr):
            state.build()
        with time_machine.travel(state.ASKED, tick=False):
            asked = json.loads(sys.stdin.read() or "null")
            if asked is None:
                told = {name: {one: ask(one, brief=brief) for one, brief in found} for name, found in addresses.all()}
            else:
                told = {"": {one: ask(one, brief=brief) for one, brief in asked}}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False):
        django.setup()
        import crisis.urls  # noqa: F401  # so that nothing of the site began later than the answers are asked for

        main()
