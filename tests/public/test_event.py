"""One event is told everywhere alike: which words speak for it, what else is quoted, what only its kind tells."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override

from crisis.articles.models import Article
from crisis.events.models import Event
from crisis.events.vocabulary import Kind, LinkKind, Stance, Status
from crisis.events.writing import link
from crisis.public.event.listing import listed
from crisis.public.event.public_event import PublicEvent
from crisis.public.selection import Selection
from tests.making import make_article, make_event, make_reference, quote_words

_number = count()
pytestmark = pytest.mark.django_db

PASSAGE = "Il ira ensuite à Berlin, et il a dit : « Nous parlerons. »"
DENIAL = "Le ministre nie la rencontre."
TEXT = f"Titre\n\n{PASSAGE} {DENIAL} Il a répété : « Non. »"


def new_article() -> Article:
    """Another one with the same words: no two are the same."""
    return make_article(f"{TEXT}\n\n{next(_number)}", title="Titre", url="https://example.org/a")


def stored(event: Any) -> PublicEvent:
    return PublicEvent(Event.objects.with_everything().get(pk=event.pk))


def make_statement(*quotes: str, support: tuple[str, ...] = (PASSAGE,)) -> Any:
    article = new_article()
    return make_event(
        Kind.STATEMENT,
        title_en="A statement",
        support=tuple(quote_words(article, words) for words in support),
        quotes=tuple(quote_words(article, words) for words in quotes),
        published=True,
    )


def words_shown(client: Client, event: Any) -> dict[str, list[str]]:
    """The words that each page, file and picture lets speak, where there is room for one passage."""
    pages = {
        "list": (f"/en/?from={event.when}", r'<p class="words"><q[^>]*>(.*?)</q>'),
        "point": (f"/en/cards/{event.uid}/", r'<p class="card-words"><q[^>]*>(.*?)</q>'),
        "embed": ("/embed/?lang=en", r'<p class="words"><q[^>]*>(.*?)</q>'),
        "example": ("/en/", r"<figure>\s*<blockquote[^>]*><p>(.*?)</p>"),
        "feed": ("/feed.atom?lang=en", r'<summary type="text">.*?“(.*)”</summary>'),
        "head": (f"/en/e/{event.uid}/a-statement/", r'og:description" content=".*?“(.*?)”'),
    }
    return {name: re.findall(found, client.get(path).content.decode()) for name, (path, found) in pages.items()}


def test_a_quotation_speaks_for_a_statement_wherever_one_passage_is_shown(client: Client) -> None:
    event = make_statement("Nous parlerons.")

    shown = words_shown(client, event)

    assert shown == {place: ["Nous parlerons."] for place in shown}
    assert len(shown) == 6


def test_the_fullest_passage_speaks_for_what_has_no_quotation(client: Client) -> None:
    event = make_statement(support=(PASSAGE, DENIAL))

    assert words_shown(client, event)["list"] == words_shown(client, event)["example"] == [PASSAGE]


@pytest.mark.parametrize(("status", "speaks"), [(Status.OCCURRED, PASSAGE), (Status.DENIED, DENIAL)])
def test_what_denies_an_event_speaks_for_it_only_if_it_is_denied(status: Status, speaks: str) -> None:
    article = new_article()
    event = make_event(status=status, support=tuple(quote_words(article, words) for words in (DENIAL, PASSAGE)))
    event.evidence.filter(rank=0).update(stance=Stance.DENIES)

    assert getattr(stored(event).words, "words", "") == speaks


def test_nothing_speaks_for_what_is_only_cited() -> None:
    event = stored(make_event(support=(make_reference("Une dépêche"),)))

    assert (event.words, [cited.title for cited in event.cited], event.passages) == (None, ["Une dépêche"], [])


def test_a_search_shows_the_passage_with_the_words_searched_for() -> None:
    event = Event.objects.with_evidence().get(pk=make_statement("Nous parlerons.").pk)

    found = [listed(event, Selection.parse(QueryDict(query))).words for query in ("", "q=berlin", "q=parlerons")]

    assert found == ["Nous parlerons.", PASSAGE, "Nous parlerons."]


def test_quotations_that_no_passage_holds_are_shown_besides() -> None:
    event = stored(make_statement("Nous parlerons.", "Non."))

    assert [passage.words for passage in event.unheld_quotes] == ["Non."]
    assert [passage.words for passage in event.passages] == [PASSAGE, "Non."]


def test_the_panel_begins_with_the_passage_that_holds_the_words(client: Client) -> None:
    held = make_statement("Nous parlerons.", support=(DENIAL, PASSAGE))
    page = client.get(f"/en/e/{held.uid}/a-statement/").content.decode()
    assert re.findall(r"<mark>(.*?)</mark>", page) == [PASSAGE, DENIAL]

    apart = make_statement("Non.")
    page = client.get(f"/en/e/{apart.uid}/a-statement/").content.decode()
    assert page.index('class="quotes"') < page.index('class="evidence"')


def test_links_are_read_from_either_end_and_lead_only_to_what_is_public() -> None:
    event, other, draft = make_event(published=True), make_event(title_en="Other", published=True), make_event()
    link(event, other, LinkKind.ANNOUNCES)
    link(draft, event, LinkKind.FULFILS)

    with override("en"):
        assert [(tie.label, tie.event.title.en) for tie in stored(event).links] == [("announces", "Other")]
        assert [(tie.label, tie.event.uid) for tie in stored(other).links] == [("announced by", event.uid)]


def test_a_name_in_a_third_language_is_the_english_one() -> None:
    event = stored(make_event(title_fr="Titre", title_en="Title"))

    with override("uk"):
        assert (str(event.title), event.title.in_("uk"), event.title.in_("fr")) == ("Title", "Title", "Titre")
