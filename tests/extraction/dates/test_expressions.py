"""Temporal expressions: which words count, and which days they mean."""

import pytest

from crisis.extraction import read

TUESDAY = "2022-01-18"


def dates(text, published=TUESDAY, language="fr"):
    reading = read(text, published=published, language=language)
    return [(t.span.text, t.when.edtf if t.when else None) for t in reading.temporals]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ils se verront vendredi.", [("vendredi", "2022-01-21")]),
        ("Ils se sont vus vendredi.", [("vendredi", "2022-01-14")]),
        ("Il a parlé mardi.", [("mardi", "2022-01-18")]),  # the day of publication counts
        ("Il parlera ce mardi soir.", [("ce mardi soir", "2022-01-18")]),
        ("Il devrait partir lundi.", [("lundi", "2022-01-24")]),
        ("Il l'avait dit jeudi dernier.", [("jeudi dernier", "2022-01-13")]),
        ("Il le dira jeudi prochain.", [("jeudi prochain", "2022-01-20")]),
        ("Il est attendu mercredi.", [("mercredi", "2022-01-19")]),
        ("Il a parlé le 12 janvier.", [("le 12 janvier", "2022-01-12")]),
        ("Il a parlé le 1er décembre.", [("le 1er décembre", "2021-12-01")]),
        ("Il a parlé le 1er février 2014.", [("le 1er février 2014", "2014-02-01")]),
        ("Des exercices du 10 au 20 février.", [("du 10 au 20 février", "2022-02-10/2022-02-20")]),
        ("Du 28 janvier au 3 février, il neigera.", [("Du 28 janvier au 3 février", "2022-01-28/2022-02-03")]),
        ("Il viendra à la mi-février.", [("la mi-février", "2022-02-10~/2022-02-20~")]),
        ("Il est venu début janvier.", [("début janvier", "2022-01-01~/2022-01-10~")]),
        ("Il viendra en mars.", [("mars", "2022-03")]),
        ("La guerre dure depuis novembre.", [("depuis novembre", "2021-11-01/2022-01-18")]),
        ("Depuis 2014, le conflit dure.", [("Depuis 2014", "2014-01-01/2022-01-18")]),
        ("La Crimée a été annexée en 2014.", [("2014", "2014")]),
        ("Il viendra d'ici fin janvier.", [("d'ici fin janvier", "2022-01-18/2022-01-31")]),
        ("Il a parlé hier, il parlera demain.", [("hier", "2022-01-17"), ("demain", "2022-01-19")]),
        ("Il l'a dit il y a trois jours.", [("il y a trois jours", "2022-01-15")]),
        ("Il partira dans deux jours.", [("dans deux jours", "2022-01-20")]),
        ("Il a parlé la semaine dernière.", [("la semaine dernière", "2022-01-10/2022-01-16")]),
        ("Le 10 janvier, il a parlé. La veille, il se taisait.", [("Le 10 janvier", "2022-01-10"),
                                                               ("La veille", "2022-01-09")]),
        ("Il est venu le 2022-01-05.", [("2022-01-05", "2022-01-05")]),
        # not dates
        ("Le 31 février, personne ne viendra.", []),
        ("Quelque 2000 soldats sont là.", []),
        ("Sept hommes ont été vus.", []),
    ],
)  # fmt: skip
def test_french_expressions_mean_these_days(text, expected):
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They will meet on Friday.", [("on Friday", "2022-01-21")]),
        ("They met on Friday.", [("on Friday", "2022-01-14")]),
        ("They met last Monday.", [("last Monday", "2022-01-17")]),
        ("They met on January 12.", [("January 12", "2022-01-12")]),
        ("They met on Jan. 12, 2021.", [("Jan. 12, 2021", "2021-01-12")]),
        ("They met in 2014.", [("2014", "2014")]),
        ("It has lasted since November.", [("since November", "2021-11-01/2022-01-18")]),
        ("They met two days ago.", [("two days ago", "2022-01-16")]),
        ("They will meet next week.", [("next week", "2022-01-24/2022-01-30")]),
        ("They may march on the city.", []),
    ],
)
def test_english_expressions_mean_these_days(text, expected):
    assert dates(text, language="en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ils se sont vus hier.", [("hier", "2021-12-31/2022-01-30")]),
        ("Il viendra cette semaine.", [("cette semaine", "2021-12-27/2022-02-06")]),
        ("Il est venu ce mois-ci.", [("ce mois-ci", "2022-01")]),
        ("Il est venu le 12 janvier.", [("le 12 janvier", "2022-01-12")]),
    ],
)
def test_a_month_of_publication_leaves_its_doubt(text, expected):
    assert dates(text, published="2022-01") == expected


def test_without_publication_a_weekday_has_no_day():
    assert dates("Il viendra vendredi.", published=None) == [("vendredi", None)]


def test_the_calendar_ends_without_a_crash():
    assert dates("Il viendra demain.", published="9999-12-31") == [("demain", "9999-12-31")]
    assert dates("Il est venu hier.", published="0001-01-01") == [("hier", "0001-01-01")]
