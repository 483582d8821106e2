"""Reads one article from text to drafts: lays it out, asks every rule, merges, and puts into words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crisis.extraction.dates.expressions import find_temporals
from crisis.extraction.events.meetings import find_meetings
from crisis.extraction.events.merging import ReportedEvent, merge
from crisis.extraction.events.movements import find_movements
from crisis.extraction.events.scenes import cut
from crisis.extraction.events.statements import Occasions, Spoken, find_quotations, find_statements
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.gazetteer import Gazetteer, NameKind
from crisis.extraction.names.coreference import resolved
from crisis.extraction.names.mentions import find_mentions, is_history
from crisis.extraction.speech.attribution import find_speech
from crisis.extraction.text.page import ArticlePage
from crisis.extraction.text.parsing import lay_out
from crisis.extraction.text.source import detect_language, header_if_any
from crisis.extraction.values import (
    Draft,
    DraftActor,
    DraftKind,
    DraftMode,
    DraftRole,
    DraftStatus,
    Precision,
    Reading,
    read_published,
)
from crisis.extraction.wording import meeting_title, movement_title, statement_title

_SPOKESPERSON = Section("speech.attribution").pattern(r"\b{spokespeople} ")


def read_text(
    text: str, *, published: str | None, language: str | None, gazetteer: Gazetteer | None, model: str | None = None
) -> Reading:
    if language not in (None, "fr", "en"):
        raise ValueError(f"“{language}” is neither fr nor en.")
    header = header_if_any(text)
    issued = read_published(published) if published else header.published if header else None
    page = lay_out(
        text,
        language=language or detect_language(text) or "fr",  # most of the articles are French
        published=issued,
        gazetteer=gazetteer or Gazetteer.load(),
        model=model,
    )
    page = replace(page, temporals=find_temporals(page))
    page = replace(page, mentions=tuple(resolved(page, find_mentions(page))))
    said = find_speech(page)
    scenes = tuple(cut(page, said))
    sightings = (*find_meetings(scenes), *find_movements(scenes))
    days = Occasions(page)
    drafts = [
        *(_event(page, told) for told in map(days.filled_in, merge(sightings))),
        *(_statement(page, spoken) for spoken in find_statements(page, said, sightings, days)),
    ]
    drafts.sort(key=lambda draft: (min(span.start for span in draft.evidence), draft.kind))
    title = page.structure.title
    return Reading(
        id=None,
        language=page.language,
        published=issued.edtf if issued else None,
        title=text[title.start : title.end] if title else None,
        title_span=(title.start, title.end) if title else None,
        body_start=page.structure.body_start,
        drafts=tuple(drafts),
        quotations=tuple(dict.fromkeys(find_quotations(said))),
        temporals=tuple(t for t in page.temporals if t.span.start >= page.structure.body_start),
    )


def _event(page: ArticlePage, told: ReportedEvent) -> Draft:
    first, actors, place, when = told.fullest, told.actors, told.place, told.when
    if first.kind is DraftKind.MEETING:
        title_fr, title_en = meeting_title(actors, place, first.format, page.gazetteer)
    else:
        title_fr, title_en = movement_title(actors, place, first.movement, page.gazetteer)
    return Draft(
        kind=first.kind,
        when=when,
        trigger=first.trigger,
        dated_by=told.dated_by,
        status=told.status,
        title_fr=title_fr,
        title_en=title_en,
        actors=actors,
        place=place,
        format=first.format,
        movement=first.movement,
        origin=first.origin,
        destination=place if first.kind is DraftKind.TROOP_MOVEMENT and place != first.origin else None,
        strength=told.strength,
        evidence=told.evidence,
        rule=first.rule,
        confidence=_confidence(told),
        background=is_history(page, when),
    )


def _statement(page: ArticlePage, spoken: Spoken) -> Draft:
    when, quotes = spoken.when(page), spoken.quotes
    title_fr, title_en = statement_title(
        spoken.speaker, quotes[0], page.gazetteer, direct=spoken.mode is DraftMode.DIRECT
    )
    cue = next((said.lemma for said in spoken.said if said.lemma), "said")
    return Draft(
        kind=DraftKind.STATEMENT,
        when=when,
        trigger=spoken.trigger(page),
        dated_by=spoken.dated_by,
        status=DraftStatus.OCCURRED,
        place=spoken.place,
        title_fr=title_fr,
        title_en=title_en,
        actors=(
            DraftActor(name=spoken.speaker.name, id=spoken.speaker.id, role=DraftRole.SPEAKER),
            *_on_behalf_of(page, spoken),
        ),
        speaker=spoken.speaker,
        quotes=quotes,
        mode=spoken.mode,
        evidence=spoken.evidence(page),
        rule=f"statement.{spoken.mode}.{cue}",
        confidence=0.9 if spoken.mode is DraftMode.DIRECT else 0.75,
        background=is_history(page, when),
    )


def _on_behalf_of(page: ArticlePage, spoken: Spoken) -> Iterator[DraftActor]:
    """ "la porte-parole de la Maison Blanche": the body for which somebody speaks, where the text says so."""
    for said in spoken.said:
        if said.subject is None:
            continue
        match = _SPOKESPERSON.search(page.folded[said.subject.start : said.subject.end])
        if match is None:
            continue
        for hit in page.names_in(said.subject.start + match.end(), said.subject.end):
            for entry in map(page.gazetteer.actor, hit.ids(NameKind.ACTOR)):
                if entry and entry.kind in ("organisation", "state", "force"):
                    yield DraftActor(name=entry.name_fr, id=entry.id, role=DraftRole.ON_BEHALF_OF)
                    return
        person = page.gazetteer.actor(spoken.speaker.id)
        body = next((e for e in page.gazetteer.actors if person and e.name_fr == person.organisation != ""), None)
        if body:
            yield DraftActor(name=body.name_fr, id=body.id, role=DraftRole.ON_BEHALF_OF)
            return


def _confidence(told: ReportedEvent) -> float:
    """A rough order for the editor's desk: what is dated, placed and told twice comes first."""
    score = 0.5 + 0.15 * (told.when is not None and told.when.precision is not Precision.OPEN)
    score += 0.1 * (told.place is not None) + 0.1 * (len(told.sightings) > 1) + 0.05 * (len(told.actors) > 1)
    return round(min(score, 0.95), 2)
