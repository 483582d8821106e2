"""Invented requests for every operation (200 in `make nightly`) find nothing that the description does not say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from crisis.events.review import retract
from tests.keeping import Keeper
from tests.making import make_event, make_whole_event
from tests.sharing.operations import PATHS


@cache
def self_described() -> Any:
    """The API as it describes itself: the same whatever it holds, and long to read."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def described(db: None, kept: Keeper) -> Iterator[Any]:
    """The API, over a few events. As in Django's own test client, no request closes the test's connection."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    kept("described", make_few)
    yield self_described()
    for signal in ends:
        signal.connect(close_old_connections)


def make_few() -> None:
    make_whole_event()
    retract(make_event(published=True), by=None, reason="Erreur")


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_invented_requests_find_nothing(described: Any, path: str) -> None:
    operation = described[f"/api/v1/{path}"]["GET"]
    fitting, unfitting = (operation.as_strategy(generation_mode=mode) for mode in GenerationMode)

    @given(case=fitting | unfitting)
    @settings(suppress_health_check=list(HealthCheck))
    def holds(case: Any) -> None:
        case.call_and_validate(headers={"Accept-Encoding": "identity"})  # a WSGI client does not unzip

    holds()


def test_every_operation_is_tried(described: Any) -> None:
    assert sorted(described) == [f"/api/v1/{path}" for path in PATHS]
