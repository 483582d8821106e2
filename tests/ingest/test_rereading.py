"""Reading an article again: nothing twice, nothing of an editor's lost, differences offered."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from crisis.articles.models import Article
from crisis.articles.writing import save_changed_article
from crisis.events.models import Event, EventLink, EventRevision, Evidence, Meeting, Participation
from crisis.events.review import publish, reject
from crisis.events.vocabulary import Origin, Review
from crisis.events.writing import save_changed
from crisis.ingest.models import ArticleReading, Proposal
from crisis.ingest.reading.drafting import of_event
from crisis.ingest.reading.proposals import forsake, keep, pending, take
from crisis.ingest.reading.rereading import Reread, extractor_date, is_outdated, read_again
from tests.keeping import Keeper
from tests.making import make_article, make_event, make_excerpt

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TEXT = (
    "Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève, a annoncé mardi le département d'État.\n\n"
    "Mercredi, le secrétaire d'État américain rencontrera Volodymyr Zelensky à Kiev.\n"
)


@pytest.fixture
def gazetteer() -> None:
    call_command("load_gazetteer")


@pytest.fixture
def article(kept: Keeper) -> Article:
    """Known to be of January only, and read."""
    return kept("reread-article", make_undated)


def make_undated() -> Article:
    call_command("load_gazetteer")
    article = make_article(TEXT, published="2022-01")
    read_again(article)
    return article


def dated(article: Article, published: str) -> Article:
    article.published = published
    save_changed_article(article)
    return article


def geneva() -> Meeting:
    return Meeting.objects.get(place__slug="geneva")


def rows() -> tuple[int, ...]:
    tables = (Event, Evidence, Participation, EventLink, Proposal, EventRevision)
    return tuple(table.objects.count() for table in tables)


def test_reading_twice_changes_nothing(article):
    before = rows()

    outcome = read_again(article)

    assert outcome == Reread()
    assert rows() == before


def test_an_article_is_outdated_until_it_is_read_and_when_its_date_changes(gazetteer):
    article = make_article(TEXT, published="2022-01")
    unread = is_outdated(article)
    read_again(article)
    read = is_outdated(article)

    dated(article, "2022-01-18")

    assert (unread, read, is_outdated(article)) == (True, False, True)


def test_what_nobody_touched_follows_the_articles_date(article):
    before = Event.objects.count()

    outcome = read_again(dated(article, "2022-01-18"))

    assert geneva().when == "2022-01-21"
    assert geneva().when_text == "vendredi"
    assert Meeting.objects.get(place__slug="kyiv").when == "2022-01-19"
    assert (Event.objects.count(), outcome.new, outcome.offered, outcome.gone) == (before, (), (), ())
    assert EventRevision.objects.filter(event_id=geneva().pk).last().why


def test_what_an_editor_corrected_stays_and_the_difference_is_offered(article):
    meeting = geneva()
    meeting.when, meeting.title_fr = "2022-01-20/2022-01-21", "Le titre de la rédactrice"
    save_changed(meeting)

    outcome = read_again(dated(article, "2022-01-18"))

    assert (geneva().when, geneva().title_fr) == ("2022-01-20/2022-01-21", "Le titre de la rédactrice")
    assert outcome.offered == (meeting.event_ptr,)
    assert pending(Proposal.objects.get(event=meeting)) == ["when"]


def test_an_offer_is_taken(article):
    meeting = geneva()
    meeting.when = "2022-01-20/2022-01-21"
    save_changed(meeting)
    read_again(dated(article, "2022-01-18"))

    take(Proposal.objects.get(event=meeting), ["when"], reason="")

    assert geneva().when == "2022-01-21"
    assert pending(Proposal.objects.get(event=meeting)) == []


def test_an_offer_that_is_declined_is_not_made_again(article):
    meeting = geneva()
    meeting.when = "2022-01-20/2022-01-21"
    save_changed(meeting)
    read_again(dated(article, "2022-01-18"))

    keep(Proposal.objects.get(event=meeting), ["when"])
    read_again(article)

    assert geneva().when == "2022-01-20/2022-01-21"
    assert pending(Proposal.objects.get(event=meeting)) == []


def test_a_published_event_is_offered_the_difference_and_left_alone(article):
    meeting = geneva()
    publish(meeting, by=User.objects.create_user("olena"))
    when = meeting.when

    read_again(dated(article, "2022-01-18"))

    assert geneva().when == when
    assert "when" in pending(Proposal.objects.get(event=meeting))


def test_a_rejected_draft_does_not_come_back(article):
    reject(geneva(), by=User.objects.create_user("olena"))

    outcome = read_again(dated(article, "2022-01-18"))

    assert geneva().review == Review.REJECTED
    assert outcome.new == outcome.offered == ()


def test_what_is_no_longer_read_is_rejected_only_if_nobody_touched_it(article):
    kept = make_event(support=(make_excerpt(article, "Sergueï Lavrov vendredi à Genève"),), origin=Origin.EXTRACTED)
    lost = make_event(support=(make_excerpt(article, "mardi le département d'État"),), origin=Origin.EXTRACTED)
    values = {**Proposal.objects.get(event=geneva()).adopted}
    for event, adopted in ((kept, values), (lost, of_event(Event.objects.get(pk=lost.pk), article))):
        Proposal.objects.create(event_id=event.pk, article=article, adopted=adopted, latest=adopted)

    outcome = read_again(article)

    assert {event.pk for event in outcome.gone} == {kept.pk, lost.pk}
    assert Event.objects.get(pk=kept.pk).review == Review.DRAFT
    assert Event.objects.get(pk=lost.pk).review == Review.REJECTED


def test_what_the_machine_took_back_returns_when_it_is_read_again(article):
    meeting = geneva()
    forsake(Proposal.objects.get(event=meeting))
    reject(meeting, by=None, reason="n'y est plus")

    read_again(article)

    assert (geneva().review, geneva().review_reason, geneva().reviewed_at) == (Review.DRAFT, "", None)


def test_events_drawn_before_proposals_were_kept_are_not_drawn_twice(article):
    Proposal.objects.all().delete()
    count = Event.objects.count()

    read_again(dated(article, "2022-01-18"))

    assert Event.objects.count() == count
    assert geneva().when != "2022-01-21"
    assert "when" in pending(Proposal.objects.get(event=geneva()))


def test_a_link_an_editor_removed_is_not_made_again(article):
    EventLink.objects.all().delete()

    read_again(dated(article, "2022-01-18"))

    assert EventLink.objects.count() == 0


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2022-01-18", "2022-01-18"),
        ("2022-01", "2022-01"),
        ("2022-01-15/2022-01-18", "2022-01"),
        ("2022-01-18~", "2022-01"),
        ("2022-01-30/2022-02-02", None),
        ("../2022-01-18", None),
        ("2022", None),
        ("", None),
    ],
)
def test_the_extractor_takes_days_and_months(published, expected):
    assert extractor_date(published) == expected


def test_a_date_that_the_extractor_does_not_take_is_no_hindrance(gazetteer):
    article = make_article(published="2022")

    read_again(article)

    assert ArticleReading.objects.get(article=article).published == "2022"


def test_the_command_reads_what_is_outdated_only(article, capsys):
    call_command("extract")
    silent = capsys.readouterr().out
    dated(article, "2022-01-18")

    call_command("extract")

    assert silent == ""
    assert geneva().when == "2022-01-21"
    assert f"{article.pk}" in capsys.readouterr().out
