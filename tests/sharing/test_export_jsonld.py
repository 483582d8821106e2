"""JSON-LD, read by rdflib without asking anybody for anything."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDFS, XSD

from crisis.events.vocabulary import Kind, LinkKind, Stance
from crisis.events.writing import link
from crisis.public.site import urn_of
from crisis.sharing.exports.jsonld import EDTF, VOCABULARY, context
from tests.making import make_event, make_place
from tests.sharing.exporting import DATES, HOSTILE, LINES, WORDS, body, make_dates, make_movement, make_statement

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),  # rdflib, of itself
]

OA = Namespace("http://www.w3.org/ns/oa#")
CRISIS = Namespace(VOCABULARY)
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
SITE = "http://testserver"


def graph_of(client: Client, query: str = "") -> Graph:
    """Raises for a context that would have to be fetched: nothing answers at the test's address."""
    return Graph().parse(data=body(client, f"/export/events.jsonld{query}"), format="json-ld")


def name_of(uid: str) -> URIRef:
    return URIRef(f"{SITE}/e/{uid}/")


@pytest.mark.slow
def test_every_event_is_counted_by_sparql(client: Client) -> None:
    make_statement()
    make_movement()
    make_dates()
    make_event()

    [row] = graph_of(client).query(
        "SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e a crisis:ReportedEvent }", initNs={"crisis": CRISIS}
    )

    assert int(row.n) == len(DATES) + 2  # type: ignore[union-attr]


def test_an_event_has_its_titles_date_place_and_actors(client: Client) -> None:
    event = make_statement(when="2022-01")

    graph = graph_of(client, "?lang=en")

    it = name_of(event.uid)
    assert set(graph.objects(it, RDF.type)) == {CRISIS.ReportedEvent, CRISIS.Statement}
    assert set(graph.objects(it, DCTERMS.title)) == {Literal("Une déclaration", "fr"), Literal("A statement", "en")}
    assert [(str(date), date.datatype) for date in graph.objects(it, DCTERMS.date)] == [("2022-01", URIRef(EDTF))]
    assert graph.value(it, CRISIS.firstDay) == Literal("2022-01-01", datatype=XSD.date)
    assert graph.value(it, CRISIS.status) == CRISIS.occurred
    assert graph.value(it, OWL.sameAs) == URIRef(urn_of(event.uid))
    place = graph.value(it, DCTERMS.spatial)
    assert (place, graph.value(place, GEO.lat)) == (
        URIRef(f"{SITE}/fr/places/geneve/"),
        Literal("46.2044", datatype=XSD.decimal),
    )
    parts = {
        (graph.value(part, CRISIS.role), graph.value(graph.value(part, CRISIS.actor), RDFS.comment))
        for part in graph.objects(it, CRISIS.participation)
    }
    assert parts == {(CRISIS.speaker, None), (CRISIS.involved, Literal("un | garde"))}


def test_each_passage_is_an_annotation_that_quotes_exact_words_at_exact_positions(client: Client) -> None:
    event = make_statement()
    [excerpt] = [evidence.excerpt for evidence in event.evidence.all() if evidence.excerpt]

    graph = graph_of(client)

    passage = URIRef(f"{name_of(event.uid)}#passage-{excerpt.article_id}-{excerpt.start}-{excerpt.end}")
    found = {}
    for annotation in (passage, URIRef(f"{passage}-quote")):
        assert (graph.value(annotation, RDF.type), graph.value(annotation, OA.hasBody)) == (
            OA.Annotation,
            name_of(event.uid),
        )
        target = graph.value(annotation, OA.hasTarget)
        assert graph.value(target, OA.hasSource) == URIRef(f"{SITE}/fr/articles/{excerpt.article_id}/")
        told = {
            predicate: value.toPython()  # type: ignore[attr-defined]
            for selector in graph.objects(target, OA.hasSelector)
            for predicate, value in graph.predicate_objects(selector)
            if predicate != RDF.type
        }
        found[annotation] = (set(graph.objects(annotation, OA.motivatedBy)), told)
    start = LINES.index(WORDS)
    selected = {
        OA.start: start,
        OA.end: start + len(WORDS),
        OA.exact: WORDS,
        OA.prefix: LINES[max(start - 32, 0) : start],
        OA.suffix: excerpt.article.text[excerpt.end : excerpt.end + 32],
    }
    assert found[passage] == ({OA.linking, CRISIS.reports}, selected)
    assert found[URIRef(f"{passage}-quote")] == ({OA.linking, CRISIS.quotes}, selected)


def test_a_reference_is_a_target_without_words_and_a_denial_says_so(client: Client) -> None:
    event = make_event(published=True)
    event.evidence.update(stance=Stance.DENIES)

    graph = graph_of(client)

    [annotation] = graph.subjects(RDF.type, OA.Annotation)
    target = graph.value(annotation, OA.hasTarget)
    assert set(graph.objects(annotation, OA.motivatedBy)) == {OA.linking, CRISIS.denies}
    assert (graph.value(target, RDF.type), graph.value(target, OA.hasSelector)) == (DCTERMS.BibliographicResource, None)


def test_a_link_is_told_from_its_own_end_only(client: Client) -> None:
    first, second = make_event(published=True), make_event(published=True)
    link(first, second, LinkKind.ANNOUNCES)

    graph = graph_of(client)

    assert list(graph.subject_objects(CRISIS.announces)) == [(name_of(first.uid), name_of(second.uid))]


def test_dates_stay_what_they_are_and_an_unknown_one_is_no_triple(client: Client) -> None:
    made = make_dates()

    graph = graph_of(client)

    dates = {str(graph.value(name_of(event.uid), DCTERMS.date, default="")): event.when for event in made.values()}
    assert dates == {when: when for when in DATES}
    assert graph.value(name_of(made[""].uid), CRISIS.firstDay) is None
    assert graph.value(name_of(made["../2022-01-18"].uid), CRISIS.firstDay) is None


def test_hostile_titles_survive(client: Client) -> None:
    for title in HOSTILE:
        make_event(Kind.STATEMENT, title_fr=title, published=True)

    titles = {str(title) for title in graph_of(client).objects(None, DCTERMS.title) if title.language == "fr"}  # type: ignore[attr-defined]

    assert titles == set(HOSTILE)


def test_things_have_one_name_in_whatever_language_they_are_asked_for(client: Client) -> None:
    make_statement(place=make_place())

    assert body(client, "/export/events.jsonld?lang=en") == body(client, "/export/events.jsonld?lang=fr")


def test_every_term_stands_in_the_context_and_none_is_fetched(client: Client) -> None:
    make_statement(summary_fr="Un résumé.")
    make_movement(strength_min=1, origin_place=make_place("ici"), destination_text="là", movement="deployment")

    def terms(node: object) -> set[str]:
        if isinstance(node, list):
            return {term for item in node for term in terms(item)}
        if isinstance(node, dict):
            return {*node, *(term for value in node.values() for term in terms(value))}
        return set()

    written = json.loads(body(client, "/export/events.jsonld"))
    assert written["@context"] == context()
    assert terms(written["@graph"]) - set(context()) == {"fr", "en"}
