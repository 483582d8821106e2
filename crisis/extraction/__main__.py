"""`python -m crisis.extraction`: prints what articles report, one JSON object a line."""

import os
import sys

from crisis.extraction.cli import main

sys.exit(main(sys.argv[1:], os.environ))
