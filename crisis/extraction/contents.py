"""How far what was said reaches: the clause behind "que", the object of a demand, the words between marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crisis.extraction.cues import Cue
from crisis.extraction.page import Page
from crisis.extraction.structure import Block
from crisis.extraction.triggers import triggers
from crisis.extraction.values import Span

_THAT = {"fr": re.compile(r"(?<![\w-])qu(?:e\b|')(?! (?:jamais|la veille))"), "en": re.compile(r"\bthat\b")}
_INFINITIVE = re.compile(
    r" (?:(?:\w+ment|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ne pas|également|aussi) )?"
    r"((?:ne (?:pas |plus |jamais )?|n'|s'|se |y |en |l'|les |le |la |lui )*[^\W\d_]{2,}(?:er|ir|oir|re|ouloir)\b)"
)
_TAKES_INFINITIVE = frozenset((
    "dire", "affirmer", "assurer", "espérer", "penser", "croire", "reconnaître", "admettre", "déclarer",
    "nier", "démentir", "confirmer", "promettre", "estimer", "jurer", "prétendre", "soutenir",
))  # fmt: skip
_OBJECT_ARTICLE = re.compile(
    r" (?:(?:mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche|\w+ment|aussi|également|encore|notamment|même|"
    r"une nouvelle fois|"
    r"de nouveau) )*(?=(?:l'|le |la |les |un |une |des |tout |toute |toutes |tous |du |de la |de l'|d'|sa |son |"
    r"ses |leur |leurs |cette |ce |"
    r"cet |ces |aucun |aucune |avoir |être |que |qu'|« ?|\"|“|plusieurs |deux |trois |the |a |an |any |all |its |"
    r"his |her |their |"
    r"having |being |it |allegations |claims |reports |accusations |calls ))"
)
_ADJECTIVE = re.compile(r" (?:(?:\w+ment|très|tout à fait|toujours|aussi|plus|« ?|\") )*(?=\w)")
_TO = frozenset(("à ", "au ", "aux ", "to "))
_REACH = 150  # code points between a cue and the "que" it takes
_SHORT = 2  # words; fewer are no clause


def reported(page: Page, cue: Cue, start: int, end: int) -> Span | None:
    """The clause a cue reports between two positions, without its "que"; None where it reports none."""
    words = triggers(page.language)
    that = _THAT[page.language].search(page.folded, start, min(end, start + _REACH))
    openings = words.contents.get(cue.lemma)
    if that and not page.is_quoted(that.start()) and _reaches(page, cue, start, that.start()):
        return trimmed(page, that.end(), end)
    if openings is not None and (content := _governed(page, start, end, openings)):
        return content
    if cue.lemma in _TAKES_INFINITIVE and (match := _INFINITIVE.match(page.folded, start, end)):
        return trimmed(page, match.start(1), end)
    if page.language == "en" and cue.lemma in words.cues:
        return _without_that(page, start, end)
    return None


def _reaches(page: Page, cue: Cue, start: int, that: int) -> bool:
    """ "a déclaré devant la presse que": nothing told stands between; "a accusé X de penser que" is another matter."""
    if any(v.verb.finite for v in page.verbs_in(start, that) if not page.is_quoted(v.start)):
        return False
    between = page.folded[start:that]
    openings = triggers(page.language).contents.get(cue.lemma, ())
    takes_object = "" in openings or cue.lemma in ("accuser", "qualifier", "exhorter", "appeler")
    return not (takes_object and len(between.split()) > _SHORT + 2) and "«" not in between


def _governed(page: Page, start: int, end: int, openings: Sequence[str]) -> Span | None:
    """ "de retirer ses troupes", "contre une invasion", or the object itself."""
    window = page.folded[start : min(end, start + 90)]
    best: int | None = None
    for opening in openings:
        if not opening:
            continue
        for match in re.finditer(rf"(?:(?<=[\s'])|^) ?{re.escape(opening)}", window):
            if opening in _TO and page.text[start + match.end() : start + match.end() + 1].isupper():
                continue  # "a exhorté mercredi à Kiev le président à": the place comes first
            if not _crosses(page, start, start + match.start()) and (best is None or match.end() < best):
                best = match.end()
            break
    if "" in openings:
        objects = _OBJECT_ARTICLE.match(page.folded, start, end) or (
            _ADJECTIVE.match(page.folded, start, end) if all(not opening for opening in openings) else None
        )
        if objects and (best is None or len(openings) == 1 or objects.end() - start < best - 3):
            return trimmed(page, objects.end(), end)
    return trimmed(page, start + best, end) if best is not None else None


def _crosses(page: Page, start: int, position: int) -> bool:
    verbs = page.verbs_in(start, position)
    return any(verb.verb.finite for verb in verbs) or ("," in page.folded[start:position] and position - start > 60)


def _without_that(page: Page, start: int, end: int) -> Span | None:
    """ "said Washington would answer": English leaves "that" out."""
    quoted = page.quoted_in(start, end)
    limit = quoted[0].outer_start if quoted else end
    if page.folded[start : start + 2].startswith((",", ":", ' "', " “")):
        return None
    if not any(verb.verb.finite for verb in page.verbs_in(start, limit)):
        return None
    return trimmed(page, start, end)


def around(page: Page, sentence: Block, cue_opens: int, after: int, end: int) -> Span | None:
    """The rest of the sentence round an inserted cue: the longer side."""
    left, right = trimmed(page, sentence.start, cue_opens), trimmed(page, after, end)
    best = max((side for side in (left, right) if side), key=lambda side: len(side.text), default=None)
    return best if best and len(best.text.split()) > _SHORT else None


def trimmed(page: Page, start: int, end: int) -> Span | None:
    """A passage without the stops and blanks at its edges; None where hardly a word is left."""
    while end > start and (page.text[end - 1] in ".!?…,;:\n–—-" or page.text[end - 1].isspace()):
        end -= 1
    span = page.span(start, end)
    whole = page.quoted_in(span.start, span.start + 1)
    if whole and whole[0].outer_end >= span.end - 1:
        return Span.of(page.text, whole[0].start, whole[0].end)  # nothing but words between marks
    return span if len(span.text.split()) >= _SHORT or page.is_quoted(span.start + 1) else None
