"""What all exports have in common: the door, the name of the file, and what happens to a file half written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils.translation import get_language

from crisis.events.models import Event
from crisis.events.review import merge, retract
from crisis.sharing.exports.formats import FORMATS, PIECE, in_language
from tests.making import make_actor, make_editor, make_event
from tests.sharing.exporting import body, make_statement

pytestmark = pytest.mark.django_db
COST = {"md": 11, "timelinejs.json": 9}
"""What leads to the very words fetches articles whole; a chronology says beforehand how many events it holds."""


@pytest.mark.parametrize("number", [1, 3])
def test_a_file_costs_the_same_however_many_events(client: Client, django_assert_num_queries, number: int) -> None:
    for _number in range(number):
        make_statement()

    for ending in FORMATS:
        with django_assert_num_queries(COST.get(ending, 7)):
            body(client, f"/export/events.{ending}")


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_not_public_is_in_no_file(client: Client, ending: str) -> None:
    draft = make_event(title_fr="Brouillon secret", title_en="Secret draft")
    gone = make_event(title_fr="Retirée", title_en="Gone", published=True)
    merged, kept = make_event(title_fr="Absorbée", title_en="Absorbed", published=True), make_event(published=True)
    retract(gone, by=make_editor(), reason="Erreur")
    merge(merged, into=Event.objects.get(pk=kept.pk), by=None)

    written = body(client, f"/export/events.{ending}?lang=en")

    hidden = (draft, gone, merged)
    assert [event.uid for event in hidden if event.uid in written or event.title_en in written] == []
    assert kept.uid in written


@pytest.mark.parametrize("ending", FORMATS)
def test_a_head_request_writes_nothing(client: Client, django_assert_num_queries, ending: str) -> None:
    make_event(published=True)

    with django_assert_num_queries(0):
        answer = client.head(f"/export/events.{ending}")
        written = b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    asked = client.get(f"/export/events.{ending}")
    assert (answer.status_code, written, "Content-Length" in answer.headers) == (200, b"", False)
    for header in ("Content-Type", "Content-Disposition", "Cache-Control", "Access-Control-Allow-Origin"):
        assert answer[header] == asked[header]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "ukraine-crisis.json"),
        ("?sort=oldest&lane=actor&lang=en", "ukraine-crisis.json"),
        (
            "?kind=troop_movement&actor=lavrov&from=2022-01&to=2022",
            "ukraine-crisis-troop-movement-lavrov-2022-01-2022.json",
        ),
        ("?q=Genève%0d%0aX-Evil:+1%22%00&from=../2022-01-18", "ukraine-crisis-2022-01-18-geneve-x-evil-1.json"),
        (f"?q={'mot+' * 40}", f"ukraine-crisis-{'-'.join(['mot'] * 16)}.json"),
    ],
)
def test_the_file_is_called_after_what_it_holds(client: Client, query: str, name: str) -> None:
    make_event(parts=(), published=True)
    make_actor("lavrov")

    answer = client.head(f"/export/events.json{query}")

    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("path", ["/export/events.exe", "/export/events.%00", "/export/events."])
def test_a_format_that_nobody_writes_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_not_understood_is_named_and_breaks_nothing(client: Client, ending: str) -> None:
    make_event(published=True)

    answer = client.get(f"/export/events.{ending}?actor=%00&kind=%ED%A0%80&cursor=%00&q=%00&lang=%00&couleur=rouge")

    assert (answer.status_code, answer["Crisis-Ignored"]) == (200, "kind, actor, couleur, lang")
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_failure_midway_never_ends_as_a_whole_file() -> None:
    def failing() -> Iterator[str]:
        yield '{"events": ['
        yield "1" * PIECE
        raise OSError("the database went away")

    pieces = iter(StreamingHttpResponse(in_language("fr", failing())))

    assert next(pieces) == b'{"events": [' + b"1" * PIECE
    with pytest.raises(OSError, match="went away"):
        next(pieces)


def test_the_language_is_the_files_whatever_the_thread_speaks() -> None:
    def speaking() -> Iterator[str]:
        while True:
            yield (get_language() or "") * PIECE

    pieces = in_language("en", speaking())

    assert [next(pieces)[:2], get_language(), next(pieces)[:2]] == [b"en", "fr", b"en"]
