"""Who is quoted as saying what, in every place French and English put the verb."""

import pytest

from crisis.extraction import read


def quotes(text, language="fr"):
    reading = read(text, published="2022-01-18", language=language)
    return [(q.speaker, q.span.text) for q in reading.quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Nous sommes prêts», a déclaré Antony Blinken.", [("Antony Blinken", "Nous sommes prêts")]),
        ("« Nous sommes prêts », affirme M. Macron.", [("Emmanuel Macron", "Nous sommes prêts")]),
        ("“Nous sommes prêts”, a dit lundi à la presse le Kremlin.", [("Kremlin", "Nous sommes prêts")]),
        ('"Nous sommes prêts", a lâché un diplomate européen.', [("un diplomate européen", "Nous sommes prêts")]),
        ("Vladimir Poutine a assuré : « Nous sommes prêts ».", [("Vladimir Poutine", "Nous sommes prêts")]),
        ("Olaf Scholz a parlé. «C'est fini», a-t-il ajouté.", [("Olaf Scholz", "C'est fini")]),
        ("«Oui», a dit Liz Truss. «Non», a-t-elle ajouté.", [("Liz Truss", "Oui"), ("Liz Truss", "Non")]),
        # cut by its attribution: two spans
        ("«Nous», a dit Joe Biden, «sommes prêts».", [("Joe Biden", "Nous"), ("Joe Biden", "sommes prêts")]),
        # reported clauses
        ("Moscou a affirmé que ses soldats resteraient.", [("Russie", "ses soldats resteraient")]),
        ("Selon Kiev, rien ne presse encore.", [("Ukraine", "rien ne presse encore")]),
        ("Le Kremlin a démenti tout projet d'invasion.", [("Kremlin", "tout projet d'invasion")]),
        ("Washington a accusé Moscou de préparer une guerre.", [("États-Unis", "préparer une guerre")]),
        # nobody to be made responsible
        ("«C'est fini», a-t-elle dit.", [(None, "C'est fini")]),
        # scare quotes are nobody's
        ("La Russie mène une « opération militaire spéciale ».", []),
        ("Le quartet « Normandie » reste actif.", []),
    ],
)
def test_french_speech_has_its_speaker(text, expected):
    assert quotes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We are ready," Joe Biden said.', [("Joe Biden", "We are ready")]),
        ('"We are ready," said a senior US official.', [("a senior US official", "We are ready")]),
        ("Moscow denied any plan to attack.", [("Russie", "any plan to attack")]),
        ("Antony Blinken said that talks would go on.", [("Antony Blinken", "talks would go on")]),
    ],
)
def test_english_speech_has_its_speaker(text, expected):
    assert quotes(text, language="en") == expected


def test_a_quotation_over_two_paragraphs_is_one():
    text = "« Nous attendons.\n\n« Puis nous verrons bien », a dit Joe Biden hier soir."

    [quotation] = read(text, published="2022-01-18").quotations

    assert (quotation.speaker, quotation.span.text) == ("Joe Biden", "Nous attendons.\n\n« Puis nous verrons bien")


def test_an_open_mark_closes_with_its_paragraph():
    words = "Nous attendons de voir ce que la diplomatie pourra encore obtenir avant la fin du mois"
    text = f"Un titre.\n\nJoe Biden a dit : « {words}\n\nLa suite du texte ne lui appartient pas."

    assert quotes(text) == [("Joe Biden", words)]


def test_the_office_is_held_by_whoever_held_it_then():
    text = "« Oui », a dit le président ukrainien."

    speakers = [read(text, published=day).quotations[0].speaker for day in ("2015-02-11", "2022-01-18")]

    assert speakers == ["Petro Porochenko", "Volodymyr Zelensky"]
