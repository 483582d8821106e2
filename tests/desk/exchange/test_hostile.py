"""Files that ask for what their sender may not do, or that are made to wear the desk out."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import translation

from crisis.desk.events.subjects import ActorSheet, PlaceSheet, TopicSheet
from crisis.desk.exchange.files import MOST_COLUMNS, read_file
from crisis.desk.exchange.sheet import Sheet
from crisis.desk.permissions import DeskRole, group_of
from crisis.events.models import Actor
from tests.desk.exchange.sheets import faults, file_of, imported, new_row, rows_of
from tests.making import make_actor, make_place, make_topic, make_whole_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def somebody(role: DeskRole) -> User:
    user = User.objects.create_user(role.value, is_staff=True)
    user.groups.add(group_of(role))
    return user


@pytest.mark.parametrize(
    ("sheet", "make"), [(ActorSheet, make_actor), (PlaceSheet, make_place), (TopicSheet, make_topic)]
)
def test_a_contributor_renames_nothing_that_readers_see_by_a_file(sheet: type[Sheet], make) -> None:
    make_whole_event()
    shown, draft = make(), make("seulement-au-bureau")
    rows = rows_of(sheet, type(shown).objects.order_by("pk"))
    renamed = file_of([{**row, "name_fr": "Renommé"} for row in rows])

    refused = imported(renamed, sheet=sheet, user=somebody(DeskRole.CONTRIBUTOR))
    alone = imported(file_of([{**rows[1], "name_fr": "Renommé"}]), sheet=sheet, user=somebody(DeskRole.EDITOR))

    shown.refresh_from_db()
    draft.refresh_from_db()
    [(row, column, sentence)] = faults(refused)
    assert (row, column, sentence.partition(":")[0]) == (2, "slug", f"Published events rest on “{shown.name}”")
    assert (shown.name_fr == "Renommé", draft.name_fr, alone.is_refused) == (False, "Renommé", False)


def test_who_publishes_renames_what_readers_see_by_a_file() -> None:
    make_whole_event()
    [row] = rows_of(ActorSheet, Actor.objects.all())

    imported(file_of([{**row, "name_fr": "Renommé"}]), sheet=ActorSheet, user=somebody(DeskRole.EDITOR))

    assert Actor.objects.get().name_fr == "Renommé"


def test_a_file_of_ten_thousand_columns_is_refused_in_one_sentence() -> None:
    names = [f"colonne{number}" for number in range(10_000)]

    with pytest.raises(ValidationError) as refusal:
        read_file(f"{','.join(names)}\r\n{','.join(names)}\r\n".encode())

    assert refusal.value.messages == [f"The file has 10000 columns; no list here has more than {MOST_COLUMNS}."]


@pytest.mark.parametrize("digits", [30, 5000])
def test_a_number_of_any_length_is_refused_by_its_column(digits: int) -> None:
    result = imported(file_of([new_row(kind="troop_movement", strength_min="9" * digits)]))

    assert [(row, column) for row, column, _sentence in faults(result)] == [(2, "strength_min")]
