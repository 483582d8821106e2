"""Two hundred invented requests for every operation find nothing that the description does not say."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings

from crisis.events.review import retract
from tests.making import make_event, make_whole_event

CASES = 200


@pytest.fixture
def invented(db: None) -> Any:
    """The API as it describes itself, over a few events."""
    make_whole_event()
    retract(make_event(published=True), by=None, reason="Erreur")
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


api = schemathesis.pytest.from_fixture("invented")


@pytest.mark.slow
@api.parametrize()
@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
def test_two_hundred_cases_an_operation_find_nothing(case: schemathesis.Case) -> None:
    case.call_and_validate()
