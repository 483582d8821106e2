"""The seed article: nine events stand in it, and the reader finds these and no others."""

import pytest

from crisis.extraction import DraftKind, DraftMode, read

OFFICIAL = "une responsable du département d’État"


def edtf(draft):
    return draft.when.edtf if draft.when else None


def ids(draft):
    return {actor.id or actor.name for actor in draft.actors}


def of_kind(reading, kind):
    return [draft for draft in reading.drafts if draft.kind is kind]


def statement_of(reading, speaker):
    [draft] = [d for d in of_kind(reading, DraftKind.STATEMENT) if speaker in (d.speaker.id, d.speaker.name)]
    return draft


def test_title_and_lead_are_told_apart_without_a_line_between_them(seed, seed_text):
    assert seed.title == "Situation en Ukraine – Blinken et Lavrov se rencontreront à Genève vendredi"
    assert seed.title_span == (14, 89)
    assert seed_text[seed.body_start :].startswith("Le chef de la diplomatie américaine Antony Blinken et son")


@pytest.mark.parametrize(
    ("place", "when", "status", "actors", "format"),
    [
        ("geneva", "2022-01-21", "scheduled", {"blinken", "lavrov"}, "in_person"),
        ("kyiv", "2022-01-19", "scheduled", {"blinken"}, "visit"),
        ("berlin", "2022-01-19/2022-01-21", "scheduled", {"blinken", "gb", "fr", "de"}, "multilateral"),
        (None, "../2022-01-18", "occurred", {"blinken", "lavrov"}, "phone"),
    ],
)
def test_each_meeting_stands_once_with_day_place_and_participants(seed, place, when, status, actors, format):
    [draft] = [d for d in of_kind(seed, DraftKind.MEETING) if (d.place.id if d.place else None) == place]

    assert (edtf(draft), draft.status, ids(draft), draft.format) == (when, status, actors, format)


@pytest.mark.parametrize(
    ("place", "when", "movement", "strength"),
    [
        ("ukborder", "../2022-01-18", "build_up", (20_000, None)),
        ("belarus", "2022-01-18", "deployment", (None, None)),
    ],
)
def test_both_troop_movements_are_russian_and_seen(seed, place, when, movement, strength):
    [draft] = [d for d in of_kind(seed, DraftKind.TROOP_MOVEMENT) if d.place.id == place]

    assert (edtf(draft), draft.movement, draft.strength) == (when, movement, strength)
    assert (ids(draft), draft.status) == ({"ru"}, "occurred")


def test_the_meeting_is_one_event_told_four_times(seed, seed_text):
    [geneva] = [d for d in of_kind(seed, DraftKind.MEETING) if d.place and d.place.id == "geneva"]

    assert len(geneva.evidence) == 4
    assert geneva.evidence[0].text.endswith("Sergueï Lavrov, vendredi à Genève")
    assert (geneva.title_fr, geneva.title_en) == (
        "Rencontre Blinken–Lavrov à Genève",
        "Blinken–Lavrov meeting in Geneva",
    )


def test_all_that_the_official_said_is_one_statement(seed):
    official = statement_of(seed, OFFICIAL)

    assert (official.speaker.id, edtf(official), official.when_text.text) == (None, "2022-01-18", "mardi")
    assert [quote.text.split()[:3] for quote in official.quotes] == [
        ["Je", "pense", "qu’il"],
        ["C’est", "une", "opportunité"],
        ["Le", "fait", "que"],
        ["nous", "fournirons", "de"],
        ["porte", "de", "sortie"],
        ["Sergueï", "Lavrov", "avait"],
        ["des", "mouvements", "de"],
    ]


@pytest.mark.parametrize(
    ("speaker", "quote"),
    [
        ("fomin", "ces manœuvres étaient destinées à «repousser une agression extérieure»"),
        ("occident", "elle s’exposerait à de graves conséquences en cas d’invasion du territoire ukrainien"),
    ],
)
def test_what_the_general_and_the_west_said_is_reported(seed, speaker, quote):
    draft = statement_of(seed, speaker)

    assert [span.text for span in draft.quotes] == [quote]
    assert edtf(draft) == "../2022-01-18"


def test_nothing_else_is_found(seed):
    assert sorted(draft.kind for draft in seed.drafts) == ["meeting"] * 4 + ["statement"] * 3 + ["troop_movement"] * 2


def test_every_quotation_has_its_speaker(seed):
    assert {(q.speaker, q.mode) for q in seed.quotations if q.mode is DraftMode.DIRECT} == {
        (OFFICIAL, DraftMode.DIRECT)
    }
    assert [q.cue for q in seed.quotations] == [
        "a aussi souligné",
        "a annoncé",
        "a poursuivi",
        "ayant prévenu",
        "a précisé",
        "a-t-elle souligné",
        "a par ailleurs alerté",
        "a-t-elle détaillé",
        "a signifié",
    ]


def test_days_of_the_week_follow_the_tense(seed):
    assert [(t.span.text, t.when.edtf) for t in seed.temporals] == [
        ("ce vendredi", "2022-01-21"),
        ("vendredi", "2022-01-21"),
        ("mardi", "2022-01-18"),
        ("mercredi", "2022-01-19"),
        ("mardi", "2022-01-18"),
    ]


def test_the_other_candidate_is_kept(seed):
    assert [t.other.edtf for t in seed.temporals] == [
        "2022-01-14",
        "2022-01-14",
        "2022-01-18",
        "2022-01-12",
        "2022-01-18",
    ]


def test_from_the_month_alone_no_day_is_invented(seed_text):
    reading = read(seed_text)

    assert reading.published == "2022-01"
    assert {draft.when.precision for draft in reading.drafts} == {"set", "open", "interval"}
    assert [t.when.edtf for t in reading.temporals][:1] == ["[2022-01-07,2022-01-14,2022-01-21,2022-01-28,2022-02-04]"]


def test_the_events_are_the_same_with_the_month_alone(seed, seed_text):
    reading = read(seed_text)

    assert [(d.kind, d.status, ids(d)) for d in reading.drafts] == [(d.kind, d.status, ids(d)) for d in seed.drafts]
