"""Forms in which copy tells meetings and movements, one a line: who, where, when, how sure."""

import pytest

from crisis.extraction import read

MEETINGS = [
    ("fr", "Les ministres de l'Otan se sont retrouvés mardi à Riga.", {"Otan"}, "Riga", "2022-02-15", "occurred"),
    ("fr", "Emmanuel Macron a eu vendredi un entretien téléphonique avec Vladimir Poutine.",
     {"Emmanuel Macron", "Vladimir Poutine"}, None, "2022-02-11", "occurred"),
    ("fr", "Le ministre britannique de la Défense, Ben Wallace, a vu vendredi à Moscou Sergueï Choïgou.",
     {"Ben Wallace", "Sergueï Choïgou"}, "Moscou", "2022-02-11", "occurred"),
    ("fr", "L'Assemblée générale de l'ONU a voté mercredi une résolution.",
     {"Assemblée générale de l'ONU"}, None, "2022-02-16", "occurred"),
    ("fr", "Le Conseil de sécurité de l'ONU doit se prononcer vendredi sur une résolution.",
     {"Conseil de sécurité de l'ONU"}, None, "2022-02-18", "scheduled"),
    ("en", "The NATO-Russia Council convened in Brussels on Wednesday.",
     {"Conseil Otan-Russie"}, "Bruxelles", "2022-02-16", "occurred"),
    ("en", "Blinken will see Lavrov in Geneva on Friday.",
     {"Antony Blinken", "Sergueï Lavrov"}, "Genève", "2022-02-18", "scheduled"),
    ("en", "Lavrov and Kuleba sat down for talks in Antalya on Thursday.",
     {"Sergueï Lavrov", "Dmytro Kouleba"}, "Antalya", "2022-02-17", "occurred"),
]  # fmt: skip
MOVEMENTS = [
    ("fr", "La Russie a entamé le retrait de ses troupes du Bélarus.",
     {"Russie"}, "Biélorussie", "../2022-02-17", "occurred"),
    ("fr", "Une colonne de blindés russes a quitté la Crimée mercredi.",
     {"Russie"}, "Crimée", "2022-02-16", "occurred"),
    ("fr", "La Russie dispose désormais de 130.000 hommes autour de l'Ukraine.",
     {"Russie"}, "Ukraine", "../2022-02-17", "occurred"),
    ("fr", "La Russie et le Bélarus ont débuté jeudi dix jours de manœuvres.",
     {"Russie", "Biélorussie"}, None, "2022-02-17", "occurred"),
    ("fr", "Mille soldats américains stationnés en Allemagne seront transférés en Roumanie.",
     {"États-Unis"}, "Roumanie", None, "announced"),
    ("fr", "Vladimir Poutine a mis en alerte dimanche la force de dissuasion nucléaire.",
     {"Russie"}, None, "2022-02-13", "occurred"),
    ("en", "Some 1,700 American paratroopers will go from Fort Bragg to Poland.",
     {"États-Unis"}, "Pologne", None, "announced"),
    ("en", "Russian tanks crossed into Ukraine on Thursday.", {"Russie"}, "Ukraine", "2022-02-17", "occurred"),
    ("en", "Russia has more than 130,000 soldiers around Ukraine.", {"Russie"}, "Ukraine", "../2022-02-17", "occurred"),
]  # fmt: skip
NOTHING = [
    ("fr", "Un sommet entre Joe Biden et Vladimir Poutine n'est pas exclu."),
    ("fr", "Il a vu lundi le film de Sergueï Lavrov."),
    ("fr", "Emmanuel Macron voit en Vladimir Poutine un partenaire difficile depuis vendredi."),
    ("fr", "Le parti de Joe Biden a débuté jeudi des manœuvres politiques en Russie."),
    ("fr", "Berlin enverra des chars à l'Ukraine."),
    ("fr", "Des soldats russes pourraient entrer en Ukraine."),
    ("fr", "La Russie n'a retiré aucun soldat."),
    ("en", "Russia could send 130,000 soldiers to Ukraine."),
]


def drafts(language, text):
    return [d for d in read(text, published="2022-02-17", language=language).drafts if d.kind != "statement"]


@pytest.mark.parametrize(("language", "text", "actors", "place", "when", "status"), MEETINGS + MOVEMENTS)
def test_a_form_gives_its_one_event(language, text, actors, place, when, status):
    [draft] = drafts(language, text)

    assert {actor.name for actor in draft.actors} == actors
    assert (draft.place and draft.place.name, draft.when and draft.when.edtf, draft.status) == (place, when, status)


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_a_form_that_resembles_gives_none(language, text):
    assert drafts(language, text) == []


def test_where_forces_leave_is_no_destination():
    [draft] = drafts("fr", "La Russie a entamé le retrait de ses troupes du Bélarus.")

    assert (draft.origin.name, draft.destination) == ("Biélorussie", None)
