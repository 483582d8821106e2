"""Meetings and troop movements: what makes one, and what does not."""

import pytest

from crisis.extraction import DraftKind, read


def found(text, kind, language="fr"):
    reading = read(text, published="2022-01-18", language=language)
    return [
        (
            {actor.id or actor.name for actor in draft.actors},
            draft.place.name if draft.place else None,
            draft.when.edtf if draft.when else None,
            str(draft.status),
        )
        for draft in reading.drafts
        if draft.kind is kind
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joe Biden a rencontré lundi à Genève Vladimir Poutine.",
         [({"biden", "putin"}, "Genève", "2022-01-17", "occurred")]),
        ("Emmanuel Macron rencontrera Vladimir Poutine à Moscou.",
         [({"macron", "putin"}, "Moscou", None, "announced")]),
        ("Joe Biden et Vladimir Poutine s'étaient entretenus au téléphone le 30 décembre.",
         [({"biden", "putin"}, None, "2021-12-30", "occurred")]),
        ("Olaf Scholz se rendra mercredi à Kiev.", [({"scholz"}, "Kiev", "2022-01-19", "scheduled")]),
        ("Le sommet prévu jeudi entre Kiev et Moscou a été reporté.",
         [({"ua", "ru"}, None, "2022-01-20", "cancelled")]),
        ("Une rencontre entre Joe Biden et Vladimir Poutine n'est pas prévue.",
         [({"biden", "putin"}, None, None, "denied")]),
        ("Des pourparlers entre la Russie et les États-Unis se sont tenus à Genève le 10 janvier.",
         [({"ru", "us"}, "Genève", "2022-01-10", "occurred")]),
        # none
        ("La crise entre la Russie et l'Ukraine inquiète Paris.", []),
        ("Emmanuel Macron a tenu une conférence de presse à Berlin.", []),
        ("Si Joe Biden rencontrait Vladimir Poutine, tout changerait.", []),
    ],
)  # fmt: skip
def test_meetings_are_found_where_people_meet(text, expected):
    assert found(text, DraftKind.MEETING) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La Russie a massé 100.000 soldats à la frontière ukrainienne.",
         [({"ru"}, "Frontière entre la Russie et l'Ukraine", "../2022-01-18", "occurred")]),
        ("Des troupes russes sont arrivées lundi au Bélarus.", [({"ru"}, "Biélorussie", "2022-01-17", "occurred")]),
        ("Les États-Unis vont déployer 3.000 soldats en Pologne.", [({"us"}, "Pologne", None, "announced")]),
        ("Washington a placé 8.500 militaires en état d'alerte.", [({"us"}, None, "../2022-01-18", "occurred")]),
        # the accused has done it, and is no place
        ("L'Otan accuse Moscou d'avoir massé des soldats au Bélarus.",
         [({"ru"}, "Biélorussie", "../2022-01-18", "occurred")]),
        # none
        ("La ministre a exhorté la Russie à retirer ses troupes.", []),
        ("Si la Russie envoyait des troupes en Ukraine, la réponse serait rapide.", []),
        ("La Russie pourrait déployer des soldats en Biélorussie.", []),
        ("Washington a envoyé des missiles à Kiev.", []),
        ("La Russie n'a pas déployé de troupes en Biélorussie.", []),
        ("Kiev a exigé le retrait des troupes russes.", []),
    ],
)  # fmt: skip
def test_movements_are_found_where_troops_move(text, expected):
    assert found(text, DraftKind.TROOP_MOVEMENT) == expected


@pytest.mark.parametrize(
    ("words", "strength"),
    [
        ("quelque 100.000 soldats", (100_000, 100_000)),
        ("plus de 100 000 soldats", (100_000, None)),
        ("jusqu'à 175.000 soldats", (None, 175_000)),
        ("des dizaines de milliers de soldats", (20_000, None)),
        ("une dizaine de milliers de soldats", (10_000, 10_000)),
        ("entre 2.000 et 3.000 soldats", (2_000, 3_000)),
        ("une vingtaine de milliers de soldats", (20_000, 20_000)),
        ("cent mille soldats", (100_000, 100_000)),
        ("un millier de soldats", (1_000, 1_000)),
        ("entre 60.000 et 90.000 militaires", (60_000, 90_000)),
        ("150\u202f000 soldats", (150_000, 150_000)),
        ("de 3.000 à 5.000 soldats supplémentaires", (3_000, 5_000)),
        ("au moins 1.500 parachutistes", (1_500, None)),
        ("deux mille soldats", (2_000, 2_000)),
        ("des soldats", (None, None)),
    ],
)
def test_strength_is_what_the_words_bound(words, strength):
    reading = read(f"La Russie a déployé {words} en Biélorussie.", published="2022-01-18")

    [draft] = [draft for draft in reading.drafts if draft.kind is DraftKind.TROOP_MOVEMENT]

    assert draft.strength == strength


def test_english_copy_gives_the_same_events():
    assert found("Antony Blinken will meet Sergei Lavrov in Geneva on Friday.", DraftKind.MEETING, "en") == [
        ({"blinken", "lavrov"}, "Genève", "2022-01-21", "scheduled")
    ]
    assert found("Russia has massed 100,000 troops near the Ukrainian border.", DraftKind.TROOP_MOVEMENT, "en") == [
        ({"ru"}, "Frontière entre la Russie et l'Ukraine", "../2022-01-18", "occurred")
    ]


def test_headings_and_captions_tell_nothing():
    text = (
        "Un titre assez long pour un titre\n\nBiden rencontre Poutine à Genève\n\nRien n'a été dit de plus ce jour-là."
    )

    assert found(text, DraftKind.MEETING) == []


def test_a_title_that_leaves_the_medium_out_joins_the_call_it_announces():
    text = (
        " date 2022-02 Macron s'entretiendra avec Poutine jeudi\n\n"
        "Emmanuel Macron s'entretiendra par téléphone jeudi avec Vladimir Poutine, a annoncé mercredi l'Élysée.\n"
    )

    [meeting] = [draft for draft in read(text, published="2022-02-23").drafts if draft.kind is DraftKind.MEETING]

    assert (meeting.format, len(meeting.evidence)) == ("phone", 2)


def test_a_call_and_a_visit_of_the_same_two_stay_apart():
    call = "Joe Biden et Vladimir Poutine se sont parlé par téléphone lundi."
    visit = "Joe Biden rencontrera Vladimir Poutine vendredi."

    drafts = read(f"{call} {visit}", published="2022-01-18").drafts

    assert [draft.format for draft in drafts if draft.kind is DraftKind.MEETING] == ["phone", "in_person"]


@pytest.mark.parametrize(
    "aside",
    [
        "Antony Blinken et Sergueï Lavrov, vendredi à Genève. Alex Brandon/Pool via REUTERS",
        "Par Claire Martin, correspondante à Moscou",
        "Publié le 18/01/2022 à 10h12",
        "Mis à jour le 18 janvier 2022",
        "Lire aussi : Poutine rencontrera Biden vendredi à Genève",
        "Poutine rencontrera Biden vendredi",
        "Abonnez-vous à notre newsletter pour savoir quand Macron rencontrera Poutine lundi à Moscou.",
    ],
)
def test_captions_bylines_headings_and_the_page_itself_tell_nothing(aside):
    text = f"La crise ukrainienne s'aggrave\n\nLa tension est vive.\n\n{aside}\n\nPersonne ne parle."
    reading = read(text, published="2022-01-18", language="fr")

    assert (reading.drafts, reading.temporals, reading.quotations) == ((), (), ())


def test_a_movement_told_in_somebodys_words_is_tied_to_the_statement():
    text = "Le ministre ukrainien Dmytro Kouleba a affirmé que la Russie avait massé 90.000 soldats à la frontière."
    reading = read(text, published="2022-01-18", language="fr")

    [statement] = [number for number, draft in enumerate(reading.drafts) if draft.kind is DraftKind.STATEMENT]
    [movement] = [draft for draft in reading.drafts if draft.kind is DraftKind.TROOP_MOVEMENT]
    assert reading.reported_in(movement) == statement


def test_a_spokesman_speaks_on_behalf_of_a_body():
    text = "« Nous sommes prêts », a déclaré la porte-parole de la Maison Blanche, Jen Psaki."
    [draft] = read(text, published="2022-01-18", language="fr").drafts

    assert [(actor.id, str(actor.role)) for actor in draft.actors] == [
        ("psaki", "speaker"),
        ("whitehouse", "on_behalf_of"),
    ]
