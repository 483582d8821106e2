"""Who is at the desk."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from crisis.desk.permissions import DeskRole
from tests.colleagues import sign_in


@pytest.fixture
def desk_editor(client: Client) -> User:
    return sign_in(client, DeskRole.EDITOR)
