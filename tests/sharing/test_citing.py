"""A citation names the page here, its version and what it rests on; programs made for each format read it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import bibtexparser
import jsonschema
import pytest
import rispy
import time_machine
from django.conf import LazySettings
from django.http import QueryDict
from django.test import Client

from crisis.events.models import Event
from crisis.events.review import merge, retract
from crisis.public.event.public_event import PublicEvent
from crisis.public.selection import Selection
from crisis.public.site import Site
from crisis.sharing.citing.citation import MOST_SOURCES, Citation, citation_of, citation_of_selection
from crisis.sharing.citing.styles import STYLES, bibtex, csl, in_latex, in_wikitext, plain, ris, wikipedia
from tests.making import make_article, make_event, make_excerpt, make_reference

HOSTILE = "50 % & {100 $}\r\nER  - #1_a~^\\ | }} [[x]] ''y'' <ref>"
DAY = {"type": "object", "required": ["date-parts"], "additionalProperties": False}
DAY["properties"] = {
    "date-parts": {
        "type": "array",
        "minItems": 1,
        "maxItems": 2,
        "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
    }
}
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            **{
                name: {"type": "string", "minLength": 1}
                for name in ("id", "title", "container-title", "publisher", "version", "URL", "language", "note")
            },
            "type": {"const": "webpage"},
            "issued": DAY,
            "accessed": DAY,
        },
    },
}
"""What citeproc's input schema says of the names that are used here."""


def citation(**fields: Any) -> Citation:
    return Citation(
        **{
            "key": "crisis-abc-v2",
            "title": "Une rencontre",
            "about": "21 janvier 2022",
            "site": "La crise",
            "publisher": "",
            "version": 2,
            "issued": date(2022, 3, 1),
            "accessed": date(2026, 11, 5),
            "address": "https://example.org/e/abc/?v=2",
            "language": "fr",
            "note": "d’après AFP, « Titre »",
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Élysée & Cie", r"Élysée \& Cie"),
        ("50 % de 100 $", r"50 \% de 100 \$"),
        ("#1_a", r"\#1\_a"),
        ("{x}", r"\{x\}"),
        ("a\\b", r"a\textbackslash{}b"),
        ("~^", r"\textasciitilde{}\textasciicircum{}"),
        ("«\u00a0oui\u00a0»", "«~oui~»"),
        ("deux\r\nlignes\u2028ici", "deux lignes ici"),
    ],
)
def test_what_latex_would_take_for_a_command_prints(text: str, written: str) -> None:
    assert in_latex(text) == written


@pytest.mark.parametrize("title", ["Une rencontre", HOSTILE, "}{", "}}}", "{{{", "@misc{x,"])
def test_bibtex_is_one_entry_whatever_the_title(title: str) -> None:
    library = bibtexparser.parse_string(bibtex(citation(title=title, note=title, publisher=title)))

    assert (len(library.entries), library.failed_blocks, library.comments) == (1, [], [])
    [entry] = library.entries
    assert (entry.entry_type, entry.key) == ("misc", "crisis-abc-v2")
    assert {field.key: field.value for field in entry.fields} == {
        "title": f"{{{in_latex(title)}}}",
        "howpublished": "La crise",
        "organization": in_latex(title),
        "year": "2022",
        "date": "2022-03-01",
        "version": "2",
        "url": "https://example.org/e/abc/?v=2",
        "urldate": "2026-11-05",
        "langid": "french",
        "note": in_latex(f"21 janvier 2022; {title}"),
    }


@pytest.mark.parametrize("title", ["Une rencontre", HOSTILE, "A\nER  - \nTY  - BOOK"])
def test_ris_is_one_record_whatever_the_title(title: str) -> None:
    text = ris(citation(title=title))

    [found] = rispy.loads(text)

    assert {line[2:6] for line in text.splitlines()} == {"  - "}
    assert found == {
        "type_of_reference": "ELEC",
        "id": "crisis-abc-v2",
        "title": " ".join(title.split()),
        "secondary_title": "La crise",
        "year": "2022",
        "date": "2022/03/01",
        "edition": "2",
        "access_date": "2026/11/05",
        "urls": ["https://example.org/e/abc/?v=2"],
        "language": "fr",
        "notes": ["21 janvier 2022", "d’après AFP, « Titre »"],
    }


@pytest.mark.parametrize("title", ["Une rencontre", HOSTILE])
@pytest.mark.parametrize("publisher", ["", "Un journal"])
def test_csl_json_has_the_shape_that_citeproc_reads(title: str, publisher: str) -> None:
    items = json.loads(csl(citation(title=title, publisher=publisher)))

    jsonschema.validate(items, CSL)
    assert (items[0]["issued"], items[0]["URL"]) == (
        {"date-parts": [[2022, 3, 1]]},
        "https://example.org/e/abc/?v=2",
    )
    assert items[0].get("publisher", "") == publisher


def test_wikipedia_gets_its_template_in_each_language() -> None:
    french, english = wikipedia(citation()), wikipedia(citation(language="en", publisher="A paper", note=""))

    assert french == (
        "{{Lien web |langue=fr |titre=Une rencontre (21 janvier 2022) |url=https://example.org/e/abc/?v=2"
        " |site=La crise |date=2022-03-01 |consulté le=2026-11-05 }}, d’après AFP, « Titre ».\n"
    )
    assert english == (
        "{{cite web |title=Une rencontre (21 janvier 2022) |url=https://example.org/e/abc/?v=2"
        " |website=La crise |publisher=A paper |date=2022-03-01 |access-date=2026-11-05 |language=en }}.\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a | b", "a {{!}} b"),
        ("}} {{x", "&#125;&#125; &#123;&#123;x"),
        ("[[lien]]", "&#91;&#91;lien&#93;&#93;"),
        ("~~~~", "&#126;&#126;&#126;&#126;"),
        ("''l'eau''", "&#39;&#39;l&#39;eau&#39;&#39;"),
        ("<nowiki>&", "&lt;nowiki&gt;&amp;"),
        ("a\nb", "a b"),
        ("__NOINDEX__ \u202ea", "&#95;&#95;NOINDEX&#95;&#95; a"),
    ],
)
def test_no_title_ends_the_template(text: str, written: str) -> None:
    assert in_wikitext(text) == written


def test_plain_says_all_in_one_sentence() -> None:
    written = plain(citation(language="en", publisher="A paper", note="according to AFP, “Title”"))

    assert written == (
        "“Une rencontre” (21 janvier 2022), La crise, A paper, version 2 of 1 March 2022, "
        "https://example.org/e/abc/?v=2 (accessed on 5 November 2026). According to AFP, “Title”.\n"
    )


@pytest.mark.django_db
def test_an_event_is_cited_with_its_version_and_what_it_rests_on(settings: LazySettings) -> None:
    settings.SITE_PUBLISHER = "Un éditeur"
    article = make_article()
    event = make_event(
        title_en="A meeting",
        when="2022-01",
        support=(
            make_excerpt(article),
            make_excerpt(article, "Le soir, ils sont repartis."),
            make_reference("Un titre"),
        ),
        published=True,
    )

    with time_machine.travel("2026-11-05"):
        cited = citation_of(PublicEvent(_whole(event)), Site("https://example.org", "en"))

    stored = _whole(event)
    assert cited == Citation(
        key=f"crisis-{event.uid}-v{stored.version}",
        title="A meeting",
        about="January 2022",
        site="The Ukraine crisis, from the source",
        publisher="Un éditeur",
        version=stored.version,
        issued=stored.changed_at.date(),
        accessed=date(2026, 11, 5),
        address=f"https://example.org/e/{event.uid}/?v={stored.version}",
        language="en",
        note="according to Agence d'essai, “Titre d'essai”; Journal d'essai, “Un titre”",
    )


@pytest.mark.django_db
def test_of_many_publications_three_are_named() -> None:
    event = make_event(support=tuple(make_reference(f"Titre {n}") for n in range(MOST_SOURCES + 2)), published=True)

    cited = citation_of(PublicEvent(_whole(event)), Site("https://example.org", "en"))

    assert cited.note == (
        "according to Journal d'essai, “Titre 0”; Journal d'essai, “Titre 1”; Journal d'essai, “Titre 2”"
        ", and 2 other publications"
    )


@pytest.mark.django_db
def test_a_selection_is_cited_as_it_was_read() -> None:
    selection = Selection.parse(QueryDict("kind=meeting&cursor=xyz"))

    with time_machine.travel("2026-11-05"):
        cited = citation_of_selection(selection, 12, Site("https://example.org", "en"))

    assert (cited.title, cited.address) == ("12 meetings", "https://example.org/en/?kind=meeting")
    assert (cited.version, cited.issued, cited.accessed, cited.note) == (None, None, date(2026, 11, 5), "")
    assert [len(rispy.loads(ris(cited))), len(bibtexparser.parse_string(bibtex(cited)).entries)] == [1, 1]
    jsonschema.validate(json.loads(csl(cited)), CSL)


@pytest.mark.django_db
@pytest.mark.parametrize("ending", STYLES)
def test_each_style_is_a_file_in_the_language_asked_for(client: Client, ending: str) -> None:
    event = make_event(title_fr="Une rencontre", title_en="A meeting", published=True)

    answers = {code: client.get(f"/e/{event.uid}/cite.{ending}", {"lang": code}) for code in ("fr", "en", "de")}

    style = STYLES[ending]
    name = f"crisis-{event.uid}-v{_whole(event).version}.{ending}"
    assert {code: answer.status_code for code, answer in answers.items()} == {"fr": 200, "en": 200, "de": 200}
    assert answers["en"].headers["Content-Type"] == f"{style.media_type}; charset=utf-8"
    assert answers["en"].headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert ["A meeting" in answer.content.decode() for answer in answers.values()] == [False, True, False]


@pytest.mark.django_db
def test_drafts_are_not_cited_retracted_are_gone_and_merged_lead_on(client: Client) -> None:
    draft, gone, first, second = (make_event(published=number > 0) for number in range(4))
    retract(gone, by=None, reason="Erreur")
    merge(first, into=Event.objects.get(pk=second.pk), by=None)

    answers = [client.get(f"/e/{event.uid}/cite.bib?lang=en") for event in (draft, gone, first)]

    assert [answer.status_code for answer in answers] == [404, 410, 302]
    assert answers[2].headers["Location"] == f"/e/{second.uid}/cite.bib?lang=en"
    assert client.get(f"/e/{second.uid}/cite.doc").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_a_citation_costs_the_same_however_much_supports_it(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    event = make_event(support=tuple(make_reference() for _number in range(number)), published=True)

    with django_assert_num_queries(7):
        client.get(f"/e/{event.uid}/cite.ris")


def _whole(event: Event) -> Event:
    return Event.objects.with_everything().get(pk=event.pk)
