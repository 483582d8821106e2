"""Who is spoken of where: gazetteer names, offices by their holder of the day, people only described, unknown people.

A mention that may stand for several people stands for nobody: it keeps its wording and has no id. People whom the
gazetteer does not know are found by the way copy introduces them: a first and a family name, and a role.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from crisis.edtf.folding import fold_accents
from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.gazetteer import COMMON_WORDS, ActorEntry, Gazetteer, NameKind, countries
from crisis.extraction.text.page import ArticlePage, Mention, NameHit
from crisis.extraction.values import DraftActor, DraftRole, Precision, When

_LEXICON = Section("names.mentions")

HISTORY_AFTER = 180  # days before publication from which an event is history

_FEMININE_NAMES = _LEXICON.words("feminine_names")
_DESCRIBED = _LEXICON.patterns(r"{described}")
_PERSON_TITLE = _LEXICON.pattern(r"(?:\b{person_titles}\.? )$")
_CAPITALISED = _LEXICON.pattern(r",? ?((?:[A-ZÀ-ÖØ-Ý][\w'’-]+)(?: (?:{particles} )?[A-ZÀ-ÖØ-Ý][\w'’-]+){1,3})")
_WORD = _LEXICON.pattern(r"{elided}'|[^\W\d_]+(?:-[^\W\d_]+)*|\S")
_OF = _LEXICON.words("of")
_AT = _LEXICON.words("at")
_TAKES_AT = _LEXICON.pattern(r"{takes_at}")
_ADJECTIVES = _LEXICON.words("adjectives")
_ENGLISH_OF = _LEXICON.pattern(r"{body}(?:[A-Z][\w-]+)(?: [A-Z][\w-]+)*")
_COMPLEMENT = _LEXICON.pattern(r"{complement}([^\W\d_][\w-]*(?:'[^\W\d_][\w-]+)?)")
_INDEFINITE = _LEXICON.pattern(r"(?<!\w){indefinite_article} $")
_FEMININE = _LEXICON.pattern(r"{feminine_article} $")
_ARTICLE = _LEXICON.pattern(r"{articles}$")
_HIGH = _LEXICON.pattern(r"^{high}")
_INDEFINITE_DETERMINERS = _LEXICON.words("indefinite_determiners")
_PLURAL_DETERMINERS = _LEXICON.words("plural_determiners")
_DEMONSTRATIVES = _LEXICON.words("demonstratives")
_GENDERS = {
    **dict.fromkeys(_LEXICON.words("feminine_determiners"), "f"),
    **dict.fromkeys(_LEXICON.words("masculine_determiners"), "m"),
}
_NAME = r"[A-ZÀ-ÖØ-Ý][a-zà-öø-ÿ]+(?:['’-][A-ZÀ-ÖØ-Ý]?[a-zà-öø-ÿ]+)*"
_FULL_NAME = _LEXICON.pattern(
    rf"(?<![\w'’-])({_NAME}(?:-{_NAME})?(?: (?:[A-Z]\.|{{first_particles}}(?= [A-Z])))?"
    rf"(?: (?:{{last_particles}} )?{_NAME}){{1,2}})(?![\w-])"
)
_NOT_NAMES = _LEXICON.words("not_names")
_APPOSED = re.compile(r",? ")


@lru_cache(maxsize=8)
def states(gazetteer: Gazetteer) -> dict[str, ActorEntry]:
    """Country code -> the state, as an actor."""
    return {actor.country: actor for actor in gazetteer.actors if actor.kind == "state"}


def acting_for(gazetteer: Gazetteer, code: str, role: DraftRole) -> tuple[DraftActor, ...]:
    """A country as an actor, by its code; nobody where nothing is known of it."""
    known = states(gazetteer).get(code) or countries().get(code)
    actor_id = known.id if isinstance(known, ActorEntry) else None
    return (DraftActor(name=known.name_fr, id=actor_id, role=role),) if known else ()


def find_mentions(page: ArticlePage) -> tuple[Mention, ...]:
    """Everybody and every place named or described, in order."""
    history = _history(page)
    full = {actor for hit in page.names for actor in hit.ids(NameKind.ACTOR)}
    named = [mention for hit in page.names if (mention := _named(page, hit, full, history))]
    described = [
        mention for match in _DESCRIBED[page.language].finditer(page.folded) if (mention := _described(page, match))
    ]
    return _with_strangers(page, _joined(page, named, described))


def _named(page: ArticlePage, hit: NameHit, full: set[str], history: dict[int, When]) -> Mention | None:
    written = page.text[hit.start : hit.end]
    actors = hit.ids(NameKind.ACTOR) or hit.ids(NameKind.SURNAME)
    if not hit.ids(NameKind.ACTOR) and actors and written.lower() in COMMON_WORDS:
        titled = _PERSON_TITLE.search(page.text, max(0, hit.start - 5), hit.start)
        actors = [actor for actor in actors if actor in full or titled]
    if len(actors) > 1:
        actors = [actor for actor in actors if actor in full] or actors
    place_id = next(iter(hit.ids(NameKind.PLACE)), None)
    place = page.gazetteer.place(place_id)
    place_name = place.name_fr if place else None
    code = next(iter(hit.ids(NameKind.COUNTRY)), "")
    if code and not place:
        place_name = countries()[code].name_fr  # canonical names are French
    entry = page.gazetteer.actor(actors[0]) if len(actors) == 1 else None
    if entry is None and code:
        entry = states(page.gazetteer).get(code)
    if entry is None and hit.ids(NameKind.DEMONYM) and _is_people(page, hit):
        code = hit.ids(NameKind.DEMONYM)[0]
        entry = states(page.gazetteer).get(code)
        if entry is None:
            return None
    mention = Mention(
        start=hit.start, end=hit.end, name=place_name or written, kind="place", definite=True, country=code,
        place_id=place_id, place_name=place_name,
    )  # fmt: skip
    if entry:
        return replace(
            mention, name=entry.name_fr, id=entry.id, kind=entry.kind, gender=_gender(entry), country=entry.country
        )
    if len(actors) > 1:
        return Mention(start=hit.start, end=hit.end, name=written, kind="person", definite=True)
    if code:
        return replace(mention, kind="state")
    if place:
        return replace(mention, country=place.country)
    return _office(page, hit, history) if hit.ids(NameKind.OFFICE) else None


def _history(page: ArticlePage) -> dict[int, When]:
    """Sentences (by their start) that tell of a time long before publication."""
    found: dict[int, When] = {}
    for temporal in page.temporals:
        sentence, when = page.sentence_at(temporal.span.start), temporal.when
        if sentence and when and when.first and is_history(page, when):
            found.setdefault(sentence.start, when)
    return found


def is_history(page: ArticlePage, when: When | None) -> bool:
    """Long before publication."""
    if when is None or when.last is None or page.published is None or when.precision is Precision.OPEN:
        return False
    return (page.published.first - when.last).days > HISTORY_AFTER


def _office(page: ArticlePage, hit: NameHit, history: dict[int, When]) -> Mention:
    sentence = page.sentence_at(hit.start)
    past = history.get(sentence.start) if sentence else None
    days = [day for day in ([past.first, past.last] if past else [page.day]) if day]
    held = [(office, day) for office in hit.ids(NameKind.OFFICE) for day in days]
    holders = {holder for office, day in held for holder in page.gazetteer.holders(office, day)}
    entry = page.gazetteer.actor(next(iter(holders))) if len(holders) == 1 else None
    words = fold_accents(page.text[hit.start : hit.end])
    before = page.folded[max(0, hit.start - 4) : hit.start]
    indefinite = _INDEFINITE.search(before) is not None
    if entry and not indefinite:
        gender = "f" if _FEMININE.search(before) else _gender(entry)
        return Mention(
            start=hit.start, end=hit.end, name=entry.name_fr, id=entry.id, kind="person",
            head=words.split()[0], gender=gender, definite=True, country=entry.country,
        )  # fmt: skip
    article = _ARTICLE.search(before)
    start = hit.start - len(article[0]) if article else hit.start
    return Mention(
        start=start, end=hit.end, name=page.text[start : hit.end], head=words.split()[0], definite=not indefinite
    )


def _is_people(page: ArticlePage, hit: NameHit) -> bool:
    """ "les Russes", "Russians"; not the adjective."""
    written = page.text[hit.start : hit.end]
    if page.language == "en":
        return written.endswith("ns")
    before = page.folded[max(0, hit.start - 5) : hit.start]
    opens = hit.start == 0 or page.text[max(0, hit.start - 2) : hit.start].strip() in ("", ".")
    if opens and written[0].isupper() and page.folded.startswith(" et ", hit.end):
        return True  # "Russes et Américains ont rendez-vous"
    return written[0].isupper() and written.endswith(("s", "x")) and before.endswith(("les ", "aux ", "des ", "et "))


def _gender(entry: ActorEntry) -> str:
    if entry.kind != "person":
        return ""
    return "f" if fold_accents(entry.name_fr.split()[0].split("-")[0]) in _FEMININE_NAMES else "m"


def _described(page: ArticlePage, match: re.Match[str]) -> Mention | None:
    start, end = match.start(), match.end()
    head = fold_accents(match["head"])
    det = match["det"].strip()
    country = ""
    if page.language == "fr":
        end = _complement_end(page, end, head)
        country = _only_country(page, match.end(), end)
    elif match_of := _ENGLISH_OF.match(page.text, end):
        end = match_of.end()
    if page.language == "en" and page.verbs_in(start, match.start("head")):
        return None
    indefinite = not det or det in _INDEFINITE_DETERMINERS
    bare_head = (end == match.end() or bool(country)) and page.language == "fr"
    english_bare = page.language == "en" and len(match[0].split()) == 2
    demonstrative = det in _DEMONSTRATIVES
    return Mention(
        start=start, end=end, name=page.text[start:end], head=_HIGH.sub("", head).rstrip("s"),
        gender=_GENDERS.get(det, ""), definite=not indefinite, country=country,
        anaphoric=not indefinite and (bare_head or english_bare or demonstrative),
        plural=not det or det in _PLURAL_DETERMINERS,
    )  # fmt: skip


def _complement_end(page: ArticlePage, end: int, head: str) -> int:
    """Takes in "du département d'État", "ukrainien", "de la Maison Blanche"; stops before verb or comma."""
    position = end
    for _ in range(12):
        match = _WORD.match(page.folded, position + (page.folded[position : position + 1] == " "))
        if not match or page.verbs_in(match.start(), match.end()):
            break
        word = match[0]
        named = page.names_in(match.start(), match.start() + 1)
        if word in _ADJECTIVES or any(hit.ids(NameKind.DEMONYM) for hit in named):
            end = position = match.end()
        elif word in _OF or (word in _AT and _TAKES_AT.match(head)):
            phrase = _COMPLEMENT.match(page.folded, match.end())
            if not phrase or page.verbs_in(phrase.start(1), phrase.end(1)):
                break
            end = position = phrase.end()
            for hit in page.names_in(phrase.start(1), phrase.end(1)):
                end = position = max(end, hit.end)
        else:
            break
    return end


def _only_country(page: ArticlePage, start: int, end: int) -> str:
    """The country of "la ministre britannique", where nothing else describes her."""
    for hit in page.names_in(start, end):
        if hit.end == end and hit.start - start <= 1:
            return next(iter(hit.ids(NameKind.DEMONYM)), "")
    return ""


def _joined(page: ArticlePage, named: list[Mention], described: list[Mention]) -> tuple[Mention, ...]:
    """One mention for "le vice-ministre russe de la Défense, Alexandre Fomine"."""
    covered = sorted(described, key=lambda mention: mention.start)
    kept: list[Mention] = []
    people = [mention for mention in named if mention.kind == "person"]
    for description in covered:
        index = bisect_left(people, description.start, key=lambda person: person.start)
        if any(
            person.start <= description.start + 6 and person.head and person.end >= description.end - 1
            for person in people[max(0, index - 1) : index + 2]
        ):
            continue  # an office says more than its description
        match = _CAPITALISED.match(page.text, description.end)
        if match and not page.names_in(match.start(1), match.end(1)) and not description.plural:
            description = replace(
                description, end=match.end(1), name=match[1], kind="person", anaphoric=False, definite=True
            )
        kept.append(description)
    merged: list[Mention] = []
    for mention in sorted([*named, *kept], key=lambda item: (item.start, -item.end)):
        last = merged[-1] if merged else None
        gap = page.folded[last.end : mention.start] if last and last.end <= mention.start else ""
        if last and last.kind == "state" and mention.head and mention.kind == "person" and gap == " ":
            merged[-1] = replace(mention, start=last.start)  # "U.S. Secretary of State Antony Blinken"
        elif last and last.head and mention.kind == "person" and not mention.head and gap in (" ", ", ", " : "):
            gender = last.gender or mention.gender
            merged[-1] = replace(mention, start=last.start, head=last.head, gender=gender)
        elif last and mention.start < last.end:
            if last.kind not in ("description",) and mention.kind == "person" and mention.id and not last.id:
                merged[-1] = mention
            elif last.kind == "description" and mention.kind == "person" and not mention.head:
                merged[-1] = replace(mention, start=last.start, head=last.head)
        else:
            merged.append(mention)
    return tuple(merged)


def _with_strangers(page: ArticlePage, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with unknown people among them; a role right before or behind a name is the same person."""
    strangers = list(_strangers(page, mentions))
    strangers += list(_seen_by_model(page, [*mentions, *strangers]))
    merged: list[Mention] = []
    for mention in sorted([*mentions, *strangers], key=lambda item: (item.start, -item.end)):
        last = merged[-1] if merged else None
        gap = page.folded[last.end : mention.start] if last else "|"
        apart = last is None or mention.start >= last.end
        if last and mention in strangers and _is_role(last) and (not apart or _APPOSED.fullmatch(gap)):
            merged[-1] = replace(mention, start=last.start, head=last.head, gender=last.gender, country=last.country)
        elif apart and last and last in strangers and _is_role(mention) and gap == ", " and not mention.anaphoric:
            merged[-1] = replace(last, end=mention.end, head=mention.head, gender=mention.gender)
            strangers.append(merged[-1])
        elif apart:
            merged.append(mention)
    return tuple(merged)


def _seen_by_model(page: ArticlePage, known: Sequence[Mention]) -> Iterator[Mention]:
    """Entities of an installed pipeline that neither the gazetteer nor the way of writing gave away."""
    taken = [(mention.start, mention.end) for mention in known if mention.kind != "description"]
    for entity in page.entities:
        overlaps = any(start < entity.end and entity.start < end for start, end in taken)
        if page.sentence_at(entity.start) and not overlaps:
            yield entity


def _is_role(mention: Mention) -> bool:
    return mention.kind == "description" and not mention.plural and not mention.id


def _strangers(page: ArticlePage, known: Sequence[Mention]) -> Iterator[Mention]:
    """Full names outside every known mention; a sentence's first word counts only if it is no common one."""
    taken = sorted((mention.start, mention.end) for mention in known if mention.kind != "description")
    index = 0
    for match in _FULL_NAME.finditer(page.text, page.structure.body_start):
        start, end = match.span(1)
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] < end:
            continue
        parts = match[1].split()
        if (
            any(fold_accents(part) in _NOT_NAMES for part in parts)
            or page.names_in(start, end)
            or page.sentence_at(start) is None
        ):
            continue
        yield Mention(start=start, end=end, name=" ".join(parts), kind="person", definite=True)
