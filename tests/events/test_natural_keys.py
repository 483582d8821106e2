"""A row is found again by what it is, not by its number: what `dumpdata --natural-*` writes, `loaddata` reads."""

from __future__ import annotations

import pytest
from django.core import serializers
from django.db import models

from crisis.articles.models import Article, Excerpt, Reference, Source
from crisis.events.models import Actor, Event, Evidence, Meeting, Participation, Place, Statement, Topic, TroopMovement
from crisis.events.vocabulary import Kind, Role
from crisis.events.writing import Part
from tests.making import make_actor, make_event, make_excerpt, make_place, make_reference, make_topic

pytestmark = [pytest.mark.database, pytest.mark.django_db]

KEYED = [Source, Article, Excerpt, Reference, Actor, Place, Topic, Event, Meeting, TroopMovement, Statement]


@pytest.fixture
def rows() -> None:
    make_event(
        support=(make_excerpt(), make_reference()),
        parts=(Part(role=Role.HOST, actor=make_actor()),),
        topics=(make_topic(),),
        place=make_place(),
    )
    make_event(Kind.TROOP_MOVEMENT)
    make_event(Kind.STATEMENT)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("model", KEYED)
def test_a_natural_key_leads_back_to_its_row(model: type[models.Model]) -> None:
    stored = list(model._default_manager.all())

    found = [model._default_manager.get_by_natural_key(*row.natural_key()) for row in stored]

    assert found == stored
    assert stored != []


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("model", [Evidence, Participation])
def test_ties_written_with_natural_keys_come_back_to_the_same_rows(model: type[models.Model]) -> None:
    before = list(model._default_manager.order_by("pk").values())
    written = serializers.serialize("json", model._default_manager.order_by("pk"), use_natural_foreign_keys=True)
    model._default_manager.all().delete()

    for row in serializers.deserialize("json", written):
        row.save()

    assert list(model._default_manager.order_by("pk").values()) == before
