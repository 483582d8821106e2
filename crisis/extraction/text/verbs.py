"""What a verb form says about time: which verb it is, and when it places what it tells.

Forms come from `lexicon/verbs_*.csv` (regular -er verbs are conjugated here); for other verbs the
auxiliaries and endings decide. French third persons only: agency copy speaks of others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from crisis.extraction.lexicon import Section
from crisis.extraction.lexicon.vocabulary import Form, english_forms, french_forms

_LEXICON = Section("text.verbs")


class Tense(StrEnum):
    FUTURE = "future"
    FUTURE_IN_PAST = "future_in_past"  # "devait rencontrer"
    PRESENT = "present"
    PAST = "past"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb with its auxiliaries: tokens `first` to `last`, both included, `head` the one with meaning."""

    first: int
    head: int
    last: int
    lemma: str
    tense: Tense
    finite: bool = True
    negated: bool = False
    passive: bool = False
    pronoun: str = ""  # of an inverted form: "elle" in "a-t-elle souligné"
    governor: str = ""  # the verb an infinitive hangs on


def _tenses(verb: str) -> dict[str, Tense]:
    """The forms of an auxiliary and their tenses."""
    return {form: Tense(tense) for tense, forms in _LEXICON.table(verb).items() for form in forms.split()}


_FINITE = {
    Form.PRESENT: Tense.PRESENT,
    Form.IMPERFECT: Tense.PAST,
    Form.FUTURE: Tense.FUTURE,
    Form.CONDITIONAL: Tense.CONDITIONAL,
    Form.SIMPLE_PAST: Tense.PAST,
}
_INVERTED = _LEXICON.pattern(r"(\w+?)(?:-t)?-({tokens.inverted_pronouns})")
_AVOIR = _tenses("avoir")
_ETRE = _tenses("etre")
_EXPECTED, _ADVERBS, _BEFORE_NOUN = (_LEXICON.words(key, "fr") for key in ("expected", "adverbs", "before_nouns"))
_MOTION, _GOVERNING, _NOT_VERBS = map(_LEXICON.words, ("motion", "governing", "not_verbs"))
_AHEAD, _REFUSALS = _LEXICON.words("future_modals") | _LEXICON.words("intentions"), _LEXICON.words("refusals")
_PARTICIPLE_ENDING = _LEXICON.pattern(r".{2,}{participle_endings}$")
_ENDINGS = (
    (_LEXICON.pattern(r".{2,}{future_endings}$"), Tense.FUTURE),
    (_LEXICON.pattern(r".{2,}{conditional_endings}$"), Tense.CONDITIONAL),
    (_LEXICON.pattern(r".{2,}{past_endings}$"), Tense.PAST),
)
_ENGLISH_FUTURE, _ENGLISH_CONDITIONAL = map(_LEXICON.words, ("future_auxiliaries", "conditional_auxiliaries"))
_ENGLISH_HAVE, _ENGLISH_BE = _LEXICON.words("have"), _tenses("be")
_ENGLISH_NOUNS, _ENGLISH_BEFORE_NOUN = _LEXICON.words("nouns"), _LEXICON.words("before_nouns", "en")
_ENGLISH_EXPECTED, _ENGLISH_ADVERBS = (_LEXICON.words(key, "en") for key in ("expected", "adverbs"))
_LOOKING_AHEAD = _LEXICON.words("looking_ahead")


def verbs(words: Sequence[str], language: str) -> tuple[Verb, ...]:
    """The verb groups of folded words, in order; linear in their number."""
    read = _french if language == "fr" else _english
    found: list[Verb] = []
    index = 0
    while index < len(words):
        verb = read(words, index, found[-1] if found else None)
        if verb is None:
            index += 1
            continue
        found.append(verb)
        index = verb.last + 1
    return tuple(found)


def _french(words: Sequence[str], index: int, before: Verb | None) -> Verb | None:
    word, pronoun = words[index], ""
    here = partial(Verb, first=index, head=index, last=index)
    if word == "entre":  # the preposition, next to always
        return None
    if "-" in word and (match := _INVERTED.fullmatch(word)):
        word, pronoun = match[1], match[2]
    negated = any(previous in ("ne", "n'") for previous in words[max(0, index - 3) : index])
    tense = _AVOIR.get(word) or _ETRE.get(word)
    is_noun = (
        word == "est" and index > 0 and words[index - 1] in ("l'", "d'", "à", "vers", "et")
    )  # "l'est de l'Ukraine"
    if tense and not is_noun:
        had = word in _AVOIR and words[index + 1 : index + 2] == ["eu"]
        head = index + 1 if had else _participle_after(words, index)
        passive = word in _ETRE or "été" in words[index + 1 : head or index]
        forms = french_forms().get(words[head], ()) if head else ()
        lemma = "avoir" if had else next((lemma for lemma, form in forms if form is Form.PARTICIPLE), "")
        if head is None and word in ("a", "ont"):
            tense, lemma = Tense.PRESENT, "avoir"  # "le scrutin a lieu dimanche"
        if word in _ETRE and head:
            reflexive = any(p in ("s'", "se") for p in words[max(0, index - 2) : index])
            if tense is Tense.PRESENT and (lemma in _MOTION or reflexive):
                tense, passive = Tense.PAST, False
            elif lemma in _EXPECTED and tense is Tense.PRESENT:
                tense = Tense.FUTURE
            elif lemma in _EXPECTED:
                tense = Tense.FUTURE_IN_PAST
        return Verb(
            first=index, head=head or index, last=head or index, lemma=lemma, tense=tense, passive=passive,
            finite=word not in ("avoir", "être"), negated=negated, pronoun=pronoun,
        )  # fmt: skip
    forms = french_forms().get(word, ())
    for lemma, form in forms:
        if form in _FINITE and not (form is Form.PRESENT and index and words[index - 1] in _BEFORE_NOUN):
            return here(lemma=lemma, tense=_FINITE[form], negated=negated, pronoun=pronoun)
    for lemma, form in forms:
        if form is Form.INFINITIVE:
            return _infinitive(lemma, index, before, negated)
        if form is Form.GERUND:
            past = words[index - 1] != "en" and index > 0
            tense = before.tense if past and before else Tense.PRESENT
            return here(lemma=lemma, tense=tense, finite=False)
        if form is Form.PARTICIPLE:
            # A bare participle tells a state at the time of writing ("100.000 soldats massés"), and in
            # headlines what is to come ("Macron attendu lundi").
            tense = Tense.FUTURE if lemma in _EXPECTED else Tense.PAST
            return here(lemma=lemma, tense=tense, finite=False, passive=True)
    if word in _NOT_VERBS or len(word) < 4:
        return None
    # An infinitive no list knows: behind a modal, or "pour".
    governed = before is not None and index - before.last <= 3 and before.lemma in _GOVERNING
    if word.endswith(("er", "ir")) and (governed or words[index - 1 : index] == ["pour"]):
        return _infinitive("", index, before, negated)
    for pattern, ending_tense in _ENDINGS:
        if pattern.match(word):
            return here(lemma="", tense=ending_tense, negated=negated, pronoun=pronoun)
    return None


def _participle_after(words: Sequence[str], index: int) -> int | None:
    for ahead in range(index + 1, min(index + 8, len(words))):
        word = words[ahead]
        if word == "été" and ahead + 1 < len(words):
            continue
        if any(form is Form.PARTICIPLE for _, form in french_forms().get(word, ())):
            return ahead
        if tuple(words[ahead : ahead + 3]) == ("une", "nouvelle", "fois"):
            continue
        if word in ("nouvelle", "fois") and "une" in words[index + 1 : ahead]:
            continue
        if word in _ADVERBS or word.endswith("ment") or word in (",", "lui", "elle", "eux", "elles"):
            continue
        return ahead if _PARTICIPLE_ENDING.match(word) and word not in _NOT_VERBS else None
    return None


def _infinitive(lemma: str, index: int, before: Verb | None, negated: bool) -> Verb:
    tense, governor = Tense.PRESENT, ""
    near = before is not None and index - before.last <= 5
    if before is not None:
        governor = before.lemma if near else ""
        tense = before.tense
        if near and before.lemma in _AHEAD:
            past_modal = before.tense is Tense.PAST and before.lemma in ("aller", "devoir")
            tense = Tense.FUTURE_IN_PAST if past_modal else Tense.FUTURE
        if near and (before.lemma in _REFUSALS or before.negated):
            negated = True
    return Verb(
        first=index, head=index, last=index, lemma=lemma, tense=tense, finite=False, negated=negated, governor=governor
    )


def _english(words: Sequence[str], index: int, before: Verb | None) -> Verb | None:
    word = words[index]
    here = partial(Verb, first=index, head=index, last=index)
    negated = "not" in words[index : index + 3] or words[index - 1 : index] == ["never"]

    def group(tense: Tense, *, passive: bool = False) -> Verb:
        head, lemma = index, ""
        for ahead in range(index + 1, min(index + 7, len(words))):
            found = english_forms().get(words[ahead])
            if words[ahead] in _ENGLISH_ADVERBS or words[ahead].endswith("ly"):
                continue
            if words[ahead] in _ENGLISH_EXPECTED:
                head, lemma = ahead, found[0][0] if found else ""
                continue
            if found:
                head, lemma = ahead, found[0][0]
            elif words[ahead].endswith("ed"):
                head = ahead
            break
        return Verb(first=index, head=head, last=head, lemma=lemma, tense=tense, negated=negated, passive=passive)

    if word in _ENGLISH_FUTURE:
        return group(Tense.FUTURE)
    if word in _ENGLISH_CONDITIONAL:
        return group(Tense.CONDITIONAL)
    if word in _ENGLISH_HAVE:
        return group(Tense.PAST, passive="been" in words[index + 1 : index + 3])
    if word in _ENGLISH_BE:
        ahead = words[index + 1 : index + 5]
        if any(item in _ENGLISH_EXPECTED or item == "to" for item in ahead[:2]):
            past = _ENGLISH_BE[word] is Tense.PAST
            return group(Tense.FUTURE_IN_PAST if past else Tense.FUTURE)
        return group(_ENGLISH_BE[word], passive=True)
    previous = words[index - 1] if index else ""
    for lemma, form in english_forms().get(word, ()):
        if form is Form.SIMPLE_PAST:
            return here(lemma=lemma, tense=Tense.PAST, negated=negated)
        if form is Form.PRESENT and word not in _ENGLISH_NOUNS and previous not in _ENGLISH_BEFORE_NOUN:
            return here(lemma=lemma, tense=Tense.PRESENT)
        if form is Form.INFINITIVE and previous == "to":
            tense = before.tense if before and index - before.last <= 4 else Tense.FUTURE
            if before and before.lemma in _LOOKING_AHEAD:
                tense = Tense.FUTURE
            return here(lemma=lemma, tense=tense, finite=False)
        if form in (Form.PARTICIPLE, Form.GERUND) and previous not in ("the", "a", "this", "that"):
            tense = Tense.PAST if form is Form.PARTICIPLE else Tense.PRESENT
            return here(lemma=lemma, tense=tense, finite=False)
    if len(word) > 4 and word.endswith("ed"):
        return here(lemma="", tense=Tense.PAST)
    return None
