"""The house's settings, with one kind of event more."""

from crisis.settings import *  # noqa: F403
from crisis.settings import INSTALLED_APPS

INSTALLED_APPS = [
    *(app for app in INSTALLED_APPS if app not in {"crisis.timeline", "crisis.sharing"}),
    "tests.fourth_kind.app",
    "crisis.timeline",
    "crisis.sharing",
]
