"""A kind of event is declared once: one that only this test knows goes everywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_a_kind_that_nobody_heard_of_goes_everywhere(root: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
    walked = subprocess.run(
        [*command, "--ds", "tests.fourth_kind.settings", "tests/fourth_kind/walk.py"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )

    assert walked.returncode == 0, walked.stdout[-6000:]
