"""Who said what, in the forms agency copy gives it: each sentence with its pieces of speech and their speakers."""

import pytest

from crisis.extraction import read


def said(text, language="fr"):
    reading = read(text, published="2022-01-20", language=language)
    return [(item.span.text, item.speaker) for item in reading.quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Nous agirons », s'est contenté de répondre le chancelier Olaf Scholz.", [("Nous agirons",
        "Olaf Scholz")]),
        ("« C'est une provocation », a tonné jeudi devant la presse à Bruxelles Jens Stoltenberg.",
         [("C'est une provocation", "Jens Stoltenberg")]),
        ("Sergueï Lavrov a dénoncé « l'hystérie » de Washington et accusé l'Otan d'« alimenter la tension ».",
         [("« l'hystérie » de Washington", "Sergueï Lavrov"), ("alimenter la tension", "Sergueï Lavrov")]),
        ("Dmytro Kouleba a appelé les Européens à « rester fermes », ajoutant que Kiev ne céderait pas.",
         [("rester fermes", "Dmytro Kouleba"), ("Kiev ne céderait pas", "Dmytro Kouleba")]),
        ("« Nous allons, a-t-il précisé, répondre par écrit. »",
         [("Nous allons", None), ("répondre par écrit.", None)]),
        ("Vladimir Poutine s'est dit prêt à poursuivre le dialogue.", [("prêt à poursuivre le dialogue",
        "Vladimir Poutine")]),
        ("Pour Florence Parly, « la solidarité des alliés est totale ».",
         [("la solidarité des alliés est totale", "Florence Parly")]),
        ("La rencontre est reportée, a-t-on appris de source diplomatique.",
         [("La rencontre est reportée", "source diplomatique")]),
        ("Mme Truss a fait savoir qu'elle viendrait.", [("elle viendrait", "Liz Truss")]),
        ("La Russie, qui réclame la fin de l'élargissement de l'Otan, attend une réponse.",
         [("la fin de l'élargissement de l'Otan, attend une réponse", "Russie")]),
        ("« On nous cite des dates », soupire un diplomate ukrainien.", [("On nous cite des dates",
        "un diplomate ukrainien")]),
        ("« Tout est possible », juge Tatiana Jean, chercheuse à l'Ifri.", [("Tout est possible", "Tatiana Jean")]),
        ("Le dirigeant russe n'a rien caché : « Je n'irai pas. » Vladimir Poutine s'est levé.", [("Je n'irai pas.",
        "Vladimir Poutine")]),
        # names in marks, and nobody who speaks
        ("Vladimir Poutine avait annoncé une « opération militaire spéciale ».", []),
        ("L'opération « Barkhane » se poursuit au Mali.", []),
    ],
)  # fmt: skip
def test_french_speech_has_its_speaker(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We are ready," NATO chief Jens Stoltenberg told reporters, adding that it would "defend every inch".',
         [("We are ready", "Jens Stoltenberg"), ('it would "defend every inch"', "Jens Stoltenberg")]),
        ('"It\'s up to Russia," said State Department spokesman Ned Price. "They know."',
         [("It's up to Russia", "Ned Price"), ("They know.", "Ned Price")]),
        ("A senior U.S. official, who asked not to be named, said Washington would answer this week.",
         [("Washington would answer this week", "A senior U.S. official")]),
        ('The Kremlin accused the alliance of "hysteria".', [("hysteria", "Kremlin")]),
        ("Russia has repeatedly denied planning an invasion.", [("planning an invasion", "Russie")]),
    ],
)  # fmt: skip
def test_english_speech_has_its_speaker(text, expected):
    assert said(text, "en") == expected
