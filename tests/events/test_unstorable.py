"""Characters that no database keeps are refused with a sentence, wherever a form lets them through."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from crisis.desk.saved_filters import save_filter
from crisis.events.models import Event, EventRevision, SavedFilter
from crisis.events.review import reject, retract
from crisis.events.vocabulary import Review
from tests.making import make_correction, make_editor, make_event

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def reason_of_a_rejection(text: str, by: User) -> None:
    reject(make_event(), by=by, reason=text)


def reason_of_a_retraction(text: str, by: User) -> None:
    retract(make_event(published=True), by=by, reason=text)


def note_to_readers(text: str, by: User) -> None:
    make_correction(note_fr=text)


def name_of_a_selection(text: str, by: User) -> None:
    save_filter(owner=by, listed="event", name=text, query="status=occurred")


@pytest.mark.parametrize("text", ["Un\x00zéro", "Un demi-signe \ud83d"], ids=["NUL", "surrogate"])
@pytest.mark.parametrize("write", [reason_of_a_rejection, reason_of_a_retraction, note_to_readers, name_of_a_selection])
def test_what_no_database_keeps_is_refused(write: Callable[[str, User], None], text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        write(text, make_editor())

    assert refusal.value.code == "unstorable"
    assert not Event.objects.filter(review__in=[Review.REJECTED, Review.RETRACTED]).exists()
    assert (EventRevision.objects.exclude(note_fr="", note_en="").count(), SavedFilter.objects.count()) == (0, 0)
