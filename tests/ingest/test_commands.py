"""The smaller commands: gazetteer, files from anywhere, accounts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import translation

from crisis.articles.models import Article
from crisis.events.models import Actor, Event, Place
from crisis.extraction.lexicon.gazetteer import Gazetteer
from crisis.ingest.reading.gazetteer import gazetteer_of_the_house
from tests.making import make_article

pytestmark = pytest.mark.django_db

PASSWORD = "cheval-pile-agrafe"
TEXT = "Antony Blinken rencontrera Sergueï Lavrov le 21 janvier 2022 à Genève.\n"


def test_the_gazetteer_is_loaded_with_history_and_once():
    call_command("load_gazetteer")
    counts = (Actor.objects.count(), Place.objects.count(), Actor.history.count(), Place.history.count())

    call_command("load_gazetteer")

    shipped = Gazetteer.load()
    assert counts == (len(shipped.actors), len(shipped.places), len(shipped.actors), len(shipped.places))
    assert (Actor.objects.count(), Place.objects.count(), Actor.history.count(), Place.history.count()) == counts


def test_what_an_editor_changed_stays_and_is_reported(capsys):
    call_command("load_gazetteer")
    Place.objects.filter(slug="kyiv").update(name_fr="Kyïv")

    call_command("load_gazetteer")

    assert Place.objects.get(slug="kyiv").name_fr == "Kyïv"
    assert "kyiv" in capsys.readouterr().out


def test_the_extractor_is_given_the_shipped_gazetteer_until_an_editor_changes_it():
    call_command("load_gazetteer")
    assert gazetteer_of_the_house() is Gazetteer.load()

    Place.objects.filter(slug="kyiv").update(name_fr="Kyïv")

    assert gazetteer_of_the_house().place("kyiv").name_fr == "Kyïv"


def test_a_file_from_anywhere_needs_no_header(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(TEXT)

    call_command("ingest", str(path))

    article = Article.objects.get()
    assert (article.file_name, article.published, article.text) == ("note.txt", "", TEXT)
    assert Event.objects.get().when == "2022-01-21"


def test_a_file_that_is_not_there_is_named_and_the_others_come_in(tmp_path, capsys):
    (tmp_path / "note.txt").write_text(TEXT)

    with pytest.raises(SystemExit) as stopped:
        call_command("ingest", str(tmp_path / "nowhere.txt"), str(tmp_path / "note.txt"))

    assert stopped.value.code == 1
    assert "nowhere.txt" in capsys.readouterr().err
    assert Article.objects.count() == 1


def test_extract_reads_what_has_no_drafts_yet():
    article = make_article(TEXT)

    call_command("extract", str(article.pk))

    assert [event.when for event in Event.objects.all()] == ["2022-01-21"]


def test_extract_names_an_article_that_is_not_there(capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("extract", "99")

    assert stopped.value.code == 1
    assert "99" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("role", "publishes", "retracts", "people"),
    [("contributor", False, False, False), ("editor", True, False, False), ("chief", True, True, True)],
)
def test_an_account_may_do_what_its_role_may(settings, role, publishes, retracts, people):
    settings.CRISIS_EDITOR_PASSWORD = PASSWORD

    call_command("create_editor", "olena", role=role)

    user = User.objects.get()
    assert user.check_password(PASSWORD)
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert user.has_perm("events.add_meeting")
    assert user.has_perm("events.publish_event") == publishes
    assert user.has_perm("events.retract_event") == retracts
    assert user.has_perm("auth.add_user") == people


def test_an_account_that_is_there_stays_as_it_is(settings, capsys):
    settings.CRISIS_EDITOR_PASSWORD = PASSWORD
    call_command("create_editor", "olena")
    settings.CRISIS_EDITOR_PASSWORD = "autre-mot-de-passe"

    with translation.override("en"):
        call_command("create_editor", "olena", role="chief")

    assert "olena has an account already" in capsys.readouterr().out
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("password", ["court", "12345678901", "olenaolena"])
def test_a_password_anyone_could_guess_is_refused(settings, password):
    settings.CRISIS_EDITOR_PASSWORD = password

    with pytest.raises(CommandError):
        call_command("create_editor", "olenaolena")

    assert not User.objects.exists()


def test_without_a_terminal_it_says_how_to_give_the_password(settings):
    settings.CRISIS_EDITOR_PASSWORD = ""

    with translation.override("en"), pytest.raises(CommandError, match="CRISIS_EDITOR_PASSWORD"):
        call_command("create_editor", "olena")
