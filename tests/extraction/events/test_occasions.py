"""Words without a day of their own fall on the day, and in the place, where the story has just found their speaker."""

import pytest

from crisis.extraction import read

LEAD = "Antony Blinken a rencontré mardi Sergueï Lavrov à Genève."


def drafts(text, kind, published="2022-01-20", language="fr"):
    return [draft for draft in read(text, published=published, language=language).drafts if draft.kind == kind]


def dated_and_placed(draft):
    return draft.when and draft.when.edtf, draft.place and draft.place.name


def test_a_participant_speaks_on_the_day_of_the_meeting():
    [said] = drafts(f"{LEAD}\n\n« Nous verrons », a dit M. Lavrov à la presse.", "statement")

    assert dated_and_placed(said) == ("2022-01-18", "Genève")


def test_whoever_was_found_on_a_day_speaks_on_that_day():
    text = "Vladimir Poutine est apparu mardi à la télévision.\n\n« Nous verrons », a dit M. Poutine."

    [said] = drafts(text, "statement")

    assert said.when.edtf == "2022-01-18"


def test_nobody_else_does():
    text = "Vladimir Poutine est apparu mardi à la télévision.\n\n« Nous verrons », a dit Joe Biden."

    [said] = drafts(text, "statement")

    assert said.when.edtf == "../2022-01-20"


def test_the_day_does_not_hold_three_paragraphs_later():
    between = "Le prix du gaz a monté.\n\nLe rouble a baissé.\n\nLe froid est vif."
    text = f"Vladimir Poutine est apparu mardi à la télévision.\n\n{between}\n\n« Nous verrons », a dit M. Poutine."

    [said] = drafts(text, "statement")

    assert said.when.edtf == "../2022-01-20"


def test_two_days_in_a_sentence_tell_nothing():
    text = "Vladimir Poutine est apparu lundi et mercredi à la télévision.\n\n« Nous verrons », a dit M. Poutine."

    [said] = drafts(text, "statement")

    assert said.when.edtf == "../2022-01-20"


def test_a_reply_falls_on_the_occasion_of_the_words_replied_to():
    text = (
        "Lundi à Kiev, Annalena Baerbock a exclu des livraisons d'armes. « Nous en reparlerons », "
        "a répliqué Dmytro Kouleba."
    )

    replies = [draft for draft in drafts(text, "statement") if draft.speaker.name == "Dmytro Kouleba"]

    assert [dated_and_placed(reply) for reply in replies] == [("2022-01-17", "Kiev")]


def test_a_meeting_taken_up_again_keeps_its_day():
    text = "Joe Biden a averti samedi Vladimir Poutine. Les deux présidents se sont parlé pendant une heure."

    [call] = drafts(text, "meeting", published="2022-02-13")

    assert call.when.edtf == "2022-02-12"


@pytest.mark.parametrize(
    ("language", "text", "kind", "place"),
    [
        ("fr", "Antony Blinken est attendu mercredi dans la capitale ukrainienne.", "meeting", "Kiev"),
        ("fr", "Antony Blinken a rencontré mardi Sergueï Lavrov à Antalya, en Turquie.", "meeting", "Antalya"),
        ("fr", "La Russie a massé 100.000 soldats autour de l'Ukraine.", "troop_movement", "Ukraine"),
        ("fr", "La Russie a déployé mardi 3.000 soldats en territoire bélarusse.", "troop_movement", "Biélorussie"),
        ("en", "Antony Blinken met Sergei Lavrov in the Belgian capital on Tuesday.", "meeting", "Bruxelles"),
    ],
)
def test_a_place_is_taken_as_it_is_told(language, text, kind, place):
    [draft] = drafts(text, kind, language=language)

    assert draft.place.name == place
