"""The state that the recorded answers are of. Every call of the project's own Python for it stands in this module.

Whoever renames a verb adapts it here, and only here; what is done, in which order and at which time stays as it is,
else the answers are of something else. Everything has a fixed time and a permanent name that derives from a key.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.translation import override

from crisis.articles.models import Article, Excerpt
from crisis.articles.writing import cite, find_words, quote, source_named, store_article
from crisis.events.models import Actor, Event, Place, Topic
from crisis.events.past.corrections import Notice
from crisis.events.past.decisions import undo_last
from crisis.events.past.revisions import revising
from crisis.events.review import merge, publish, reject, retract
from crisis.events.vocabulary import Kind, LinkKind, Role, Stance
from crisis.events.writing import (
    Part,
    Record,
    Support,
    link,
    record_event,
    save_changed,
    set_evidence,
    set_participants,
    set_quotations,
    set_topics,
    uid_for,
)
from crisis.public.permalinks import event_named
from crisis.public.selection import Selection
from crisis.public.site import Site
from crisis.sharing.cards.content import event_card, selection_card

BEGAN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
ASKED = datetime(2026, 1, 20, 12, 0, tzinfo=UTC)
"""When the answers are asked for: later than everything that was done."""

GENEVA, STOCKHOLM, VIDEO_SUMMIT = "tnfq67gu4p", "trxad49c4j", "p2fj64w235"
ALLIED_RESOLVE, STANDBY, ALERT = "qrzj5q98vp", "m2tt3d5zxw", "zwqmjy7k4t"
FALSE_FLAG, CYBERATTACK, SEED_STATEMENT, MINOR_INCURSION = "djn4ke3sr4", "ff4w894np7", "mc3sd9bvmw", "5hagappfyg"
RETRACTED, MERGED_STATEMENT, MERGED_INTO = "nztw6qbc76", "9yarfz34j8", "5hagappfyg"
DATES = ("2022-01", "2022", "2022-01-05/2022-01-09", "2022-01-30/..", "../2021-12-05", "[2022-01-07,2022-01-14]")
TEXT = (
    "Moscou masse des troupes\n\n"
    "MOSCOU, 20 janvier 2022 (AFP) - La Russie a massé « plus de 100.000 soldats » près de l’Ukraine, a affirmé jeudi "
    "un responsable occidental. « Nous ne voulons pas la guerre », a répondu Sergueï Lavrov devant la presse.\n\n"
    "Selon Kiev, des unités ont quitté Ielnia « autour du 18 janvier ».\r\n\r\nLes ministres se verront à Genève.\n"
)


class _Desk:
    """One editor, and a clock that stands still while something is done and moves on an hour afterwards."""

    def __init__(self) -> None:
        self.now = BEGAN
        with time_machine.travel(self.now, tick=False):
            self.editor = User.objects.create_user("redactrice")

    def does(self, verb: Any, *arguments: Any, **named: Any) -> Any:
        self.now += timedelta(hours=1)
        with time_machine.travel(self.now, tick=False):
            return verb(*arguments, **named)


def build() -> None:
    """On an empty, migrated database: the shipped data, as `make data` loads it, then what an editor did with it."""
    desk = _Desk()
    desk.does(call_command, "load_gazetteer", verbosity=0)
    desk.does(call_command, "load_context", verbosity=0)
    desk.does(call_command, "load_seeds", publish=True, verbosity=0)
    _review(desk)
    _correct(desk)
    _write(desk)
    _link(desk)
    _merge(desk)
    _take_back(desk)
    _rename(desk)


def words_on_card(address: str) -> dict[str, Any]:
    """All that is drawn on the card of an event's or a selection's page, in the language of its address."""
    parts = urlsplit(address)
    _empty, language, *rest = parts.path.split("/")
    site = Site.of(RequestFactory().get(address), language)
    with override(language):
        if rest[0] == "e":
            _found, record = event_named(rest[1])
            assert record is not None
            return asdict(event_card(record, site))
        return asdict(selection_card(Selection.parse(QueryDict(parts.query)), site))


def _event(uid: str) -> Any:
    return Event.objects.get(uid=uid).as_kind


def _changed(desk: _Desk, uid: str, *, note_fr: str = "", note_en: str = "", **columns: Any) -> None:
    """The columns of a published event, with a note to readers where there is one."""

    def change() -> None:
        event = _event(uid)
        notice = Notice(note_fr=note_fr, note_en=note_en) if note_fr or note_en else None
        with revising(event, by=desk.editor, notice=notice):
            for name, value in columns.items():
                setattr(event, name, value)
            save_changed(event)

    desk.does(change)


def _review(desk: _Desk) -> None:
    for uid in (GENEVA, ALERT, FALSE_FLAG, SEED_STATEMENT, STOCKHOLM):
        desk.does(publish, _event(uid), by=desk.editor)


def _correct(desk: _Desk) -> None:
    _changed(desk, GENEVA, when="2022-01-21~", note_fr="L'heure n'est pas sûre.", note_en="The hour is not certain.")
    _changed(
        desk,
        ALERT,
        strength_min=7000,
        strength_max=8500,
        equipment="parachutistes, « matériel léger »",
        note_fr="Le chiffre est un plafond.",
    )
    _changed(desk, FALSE_FLAG, mode="indirect", medium="CNN, then a press briefing", note_en="It was said twice.")
    _changed(desk, STOCKHOLM, title_fr="Rencontre Blinken–Lavrov à Stockholm, en marge de l’OSCE")  # a slip of the pen
    _changed(desk, GENEVA, format="visit", note_en="It was a visit.")

    def quote_less() -> None:
        event = _event(SEED_STATEMENT)
        with revising(event, by=desk.editor, notice=Notice(note_fr="Trois citations suffisent.")):
            set_quotations(event, [row.excerpt for row in event.quotations.all()][:3])

    desk.does(quote_less)


def _write(desk: _Desk) -> None:
    article = desk.does(
        store_article,
        text=TEXT,
        source=source_named("Le Quotidien d'essai"),
        agency=source_named("AFP"),
        title="Moscou masse des troupes",
        language="fr",
        published="2022-01-20",
        url="https://example.org/moscou?a=1&b=2",
    )
    lavrov, geneva = Actor.objects.get(slug="lavrov"), Place.objects.get(slug="geneva")
    spoken = _passage(article, "« Nous ne voulons pas la guerre », a répondu Sergueï Lavrov")
    reference = cite(
        publisher="Reuters", title="Moscow “does not want war”; <b>a report</b>", url="https://example.org/r"
    )
    written = [
        Record(
            kind=Kind.STATEMENT,
            fields={
                "title_fr": "Lavrov : « pas de guerre » & rien d’autre",
                "title_en": "Lavrov: “no war” & nothing else",
                "summary_fr": "Le ministre répond à la presse, <devant> tous.",
                "summary_en": "The minister answers the press.",
                "when": "2022-01-20",
                "when_text": "jeudi",
                "mode": "direct",
                "medium": "la presse",
                "place": geneva,
            },
            support=(Support(what=spoken), Support(what=reference, stance=Stance.CONFIRMS)),
            parts=(Part(role=Role.SPEAKER, actor=lavrov), Part(role=Role.INVOLVED, description="un responsable")),
            topics=(Topic.objects.order_by("slug")[0], Topic.objects.order_by("slug")[5]),
            quotes=(spoken,),
            key="recorded: statement",
        ),
        Record(
            kind=Kind.TROOP_MOVEMENT,
            fields={
                "title_fr": "Des unités quittent Ielnia",
                "title_en": "Units leave Yelnya",
                "when": "2022-01-18~",
                "when_text": "autour du 18 janvier",
                "movement": "withdrawal",
                "origin_place": Place.objects.get(slug="yelnya"),
                "destination_text": "l'ouest, « vers la frontière »",
                "strength_min": 100_000,
                "status": "denied",
            },
            support=(
                Support(what=_passage(article, "Selon Kiev, des unités ont quitté Ielnia"), stance=Stance.DENIES),
                Support(what=_passage(article, "« plus de 100.000 soldats » près de l’Ukraine")),
            ),
            parts=(
                Part(role=Role.FORCE, actor=Actor.objects.get(slug="rusaf")),
                Part(role=Role.CLAIMED_BY, description="Kiev"),
            ),
            key="recorded: movement",
        ),
        Record(
            kind=Kind.MEETING,
            fields={
                "title_fr": "Entretien sans date",
                "title_en": "A talk without a date",
                "status": "announced",
                "format": "phone",
            },
            support=(Support(what=_passage(article, "Les ministres se verront à Genève."), stance=Stance.ANNOUNCES),),
            parts=(Part(role=Role.PARTICIPANT, actor=lavrov), Part(role=Role.HOST, description="la Suisse")),
            key="recorded: undated",
        ),
        *(
            Record(
                kind=Kind.MEETING,
                fields={"title_fr": f"Réunion datée {when}", "title_en": f"Meeting dated {when}", "when": when},
                support=(Support(what=reference),),
                key=f"recorded: {when}",
            )
            for when in (
                "2022-01",
                "2022",
                "2022-01-05/2022-01-09",
                "2022-01-30/..",
                "../2021-12-05",
                "[2022-01-07,2022-01-14]",
            )
        ),
    ]
    for number, record in enumerate(written):
        event = desk.does(record_event, record)
        desk.does(publish, event, by=desk.editor if number < 3 else None)
    hidden = Record(
        kind=Kind.MEETING,
        fields={"title_fr": "Brouillon", "title_en": "A draft", "when": "2022-01-21"},
        support=(Support(what=reference),),
        key="recorded: draft",
    )
    desk.does(record_event, hidden)
    desk.does(
        reject,
        record_event(Record(kind=Kind.MEETING, fields=hidden.fields, support=hidden.support, key="recorded: rejected")),
        by=desk.editor,
    )


def _passage(article: Article, words: str) -> Excerpt:
    start, end = find_words(article, words)
    return quote(article, start=start, end=end)


def _link(desk: _Desk) -> None:
    for one, other, kind in (
        (GENEVA, STOCKHOLM, LinkKind.CONTINUES),
        (MINOR_INCURSION, FALSE_FLAG, LinkKind.ANSWERS),
        (STANDBY, ALERT, LinkKind.CONTINUES),
    ):

        def tie(one: str = one, other: str = other, kind: LinkKind = kind) -> None:
            event = _event(one)
            with revising(event):
                link(event, _event(other), kind)

        desk.does(tie)

    def support() -> None:
        event = _event(VIDEO_SUMMIT)
        rows = [Support(what=row.excerpt or row.reference, stance=Stance(row.stance)) for row in event.evidence.all()]
        actors = [Actor.objects.get(slug=slug) for slug in ("putin", "biden")]
        with revising(event, by=desk.editor, notice=Notice(note_fr="Une source en moins.")):
            set_evidence(event, rows[1:])
            set_participants(event, [Part(role=Role.PARTICIPANT, actor=actor) for actor in actors])
            set_topics(event, Topic.objects.order_by("slug")[:2])

    desk.does(support)


def _merge(desk: _Desk) -> None:
    desk.does(merge, _event(MERGED_STATEMENT), into=_event(MERGED_INTO), by=desk.editor)
    double = Record(
        kind=Kind.TROOP_MOVEMENT,
        fields={
            "title_fr": "Manœuvres au Bélarus",
            "title_en": "Drills in Belarus",
            "when": "2022-02-10",
            "strength_min": 30_000,
            "equipment": "chars",
        },
        support=(Support(what=cite(publisher="TASS", title="Drills", url="")),),
        key="recorded: double",
    )
    event = desk.does(record_event, double)
    desk.does(publish, event, by=desk.editor)
    desk.does(merge, _event(event.uid), into=_event(ALLIED_RESOLVE), by=desk.editor)


def _take_back(desk: _Desk) -> None:
    desk.does(retract, _event(RETRACTED), by=desk.editor, reason="La source s'est rétractée.\nVoir son démenti.")
    desk.does(retract, _event(CYBERATTACK), by=desk.editor, reason="Par erreur.")
    desk.does(undo_last, _event(CYBERATTACK), by=desk.editor)


def _rename(desk: _Desk) -> None:
    def rename() -> None:
        actor = Actor.objects.get(slug="lavrov")
        actor.name_fr, actor.aliases = "Sergueï Lavrov (MID)", f"{actor.aliases}\nlavrof"
        actor.save()

    desk.does(rename)
    _changed(desk, GENEVA, summary_fr="Les deux ministres se parlent deux heures.")


def uid_of(key: str) -> str:
    """The permanent name of what was written under that key."""
    return uid_for(key)


def hidden() -> list[str]:
    """What readers were never shown."""
    return [uid_of(key) for key in ("recorded: draft", "recorded: rejected")]


def somebody_of_the_desk() -> User:
    """Who may do everything there; the databases of `tests/upgrade` have one."""
    return User.objects.filter(is_superuser=True).get()
