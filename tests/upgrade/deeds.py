"""What the desk of `recipe.py` did, one thing after another, by the code of commit 2374776."""

from __future__ import annotations

from typing import Any


def work(desk: Any) -> None:
    from crisis.events.saving import save_filter
    from crisis.events.tying import move_on, tie_evidence, tie_links, tie_parts, tie_quotations, tie_topics
    from crisis.events.undoing import undo_last
    from crisis.ingest.people import DeskRole, group_of
    from django.contrib.auth.models import User
    from django.test import Client
    from django.urls import reverse

    from crisis.articles.models import Article, Excerpt, Source
    from crisis.articles.reasons import because
    from crisis.articles.writing import (
        cite,
        find_words,
        quote,
        save_changed_article,
        source_named,
        store_article,
    )
    from crisis.events.corrections import Notice, announce
    from crisis.events.facts import snapshot
    from crisis.events.models import Actor, ErrorReport, Event, EventLink, Meeting, Place, Statement, Topic
    from crisis.events.pairing import keep_apart
    from crisis.events.reporting import close_report, report_error
    from crisis.events.review import merge, publish, reject, reopen, retract
    from crisis.events.vocabulary import Fault, Kind, LinkKind, Role, Stance
    from crisis.events.writing import Part, Record, Support, add_evidence, add_part, link, record_event, save_changed
    from crisis.ingest.models import Proposal
    from crisis.ingest.reading.proposals import keep, pending, take
    from crisis.ingest.reading.rereading import read_again

    # ---- who works here -------------------------------------------------------------------------

    def colleague(name: str, role: DeskRole) -> User:
        user = User.objects.create_user(name, password="cheval-pile-agrafe", is_staff=True)
        user.groups.add(group_of(role))
        return user

    chief = desk.does(colleague, "cheffe", DeskRole.CHIEF)
    editor = desk.does(colleague, "redactrice", DeskRole.EDITOR)
    desk.does(colleague, "stagiaire", DeskRole.CONTRIBUTOR)
    desk.does(User.objects.create_superuser, "operateur", password="cheval-pile-agrafe")

    def at_desk(address: str, sent: dict[str, Any] | None = None, *, by: User = chief) -> None:
        client = Client()
        client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.post(address, sent or {})
        assert answer.status_code == 302, (address, answer.status_code, answer.content.decode()[-3000:])

    # ---- what is done, in words -----------------------------------------------------------------

    def again(event: Any) -> Any:
        return Event.objects.get(pk=event.pk).as_kind

    def change(event: Any, verb: Any, *, by: User = editor, **notice: Any) -> None:
        """What the page of an event does: the change, and the note to readers or the word that there is none."""

        def done() -> None:
            row = again(event)
            before = snapshot(row)
            told = Notice(**notice)
            with because(told.reason):
                verb(row)
                if notice:
                    announce(row, by=by, before=before, notice=told)

        desk.does(done)

    def columns(**values: Any) -> Any:
        def verb(row: Any) -> None:
            for name, value in values.items():
                setattr(row, name, value)
            save_changed(row)

        return verb

    def ties(verb: Any, *arguments: Any) -> Any:
        def tie(row: Any) -> None:
            move_on(row)
            verb(row, *arguments)

        return tie

    def supports(row: Any) -> list[Support]:
        return [Support(what=one.excerpt or one.reference, stance=Stance(one.stance)) for one in row.evidence.all()]

    def passage(article: Article, words: str) -> Excerpt:
        start, end = find_words(article, words)
        return quote(article, start=start, end=end)

    def written(kind: Kind, key: str, *, public: bool = True, support: Any = (), **given: Any) -> Any:
        more = {name: given.pop(name) for name in ("parts", "topics", "quotes") if name in given}
        fields = {"title_fr": f"{key} (fr)", "title_en": f"{key} (en)", "when": "2022-01-18", **given}
        found = tuple(Support(what=one) for one in support) or (
            Support(what=cite(publisher="Journal d'essai", title=f"Sur {key}", url="https://example.org/")),
        )
        record = Record(kind=kind, fields=fields, support=found, key=f"upgrade: {key}", **more)
        event = desk.does(record_event, record)
        if public:
            desk.does(publish, event, by=editor)
        return again(event)

    def restored(event: Any, record: Any, notice: dict[str, Any] | None = None, *, by: User = editor) -> None:
        model = f"events_{type(event)._meta.model_name}"
        tie = record.instance_type._meta.model_name
        if record.instance_type is type(event):
            address = reverse(f"admin:{model}_simple_history", args=[event.pk, record.history_id])
        else:
            address = reverse(f"admin:{model}_tie_history", args=[event.pk, tie, record.history_id])
        desk.does(at_desk, address, notice, by=by)

    actor, place, topic = (
        lambda slug: Actor.objects.get(slug=slug),
        lambda slug: Place.objects.get(slug=slug),
        lambda number: Topic.objects.order_by("slug")[number],
    )
    article = desk.does(
        store_article,
        text=(
            "Titre\n\nLes ministres se sont vus mardi à Genève. « Nous ne voulons pas la guerre », a dit Lavrov. "
            "« Jamais », a-t-il ajouté. Plus de 100.000 soldats sont massés. Le soir, ils sont repartis.\r\n"
        ),
        source=source_named("Agence d'essai"),
        agency=source_named("AFP"),
        title="Titre d'essai",
        language="fr",
        published="2022-01-18",
        url="https://example.org/article",
    )
    seen = passage(article, "Les ministres se sont vus mardi à Genève.")
    said, never = passage(article, "« Nous ne voulons pas la guerre », a dit Lavrov."), passage(article, "« Jamais »")
    massed = passage(article, "Plus de 100.000 soldats sont massés.")
    context = list(Event.objects.filter(rule="chronology").order_by("starts_on", "uid"))
    by_kind = {kind: [event for event in context if event.kind == kind] for kind in Kind.values}

    # ---- corrections ----------------------------------------------------------------------------

    meeting = written(
        Kind.MEETING,
        "rencontre",
        support=(seen, cite(publisher="Reuters", title="They met", url="https://example.org/r")),
        parts=(Part(role=Role.PARTICIPANT, actor=actor("lavrov")), Part(role=Role.HOST, description="la Suisse")),
        topics=(topic(0), topic(3)),
        place=place("geneva"),
        format="in_person",
        when_text="mardi",
    )
    change(meeting, columns(when="2022-01-19"), note_fr="C'était mercredi.", note_en="It was Wednesday.")
    change(meeting, columns(title_fr="Rencontre à Genève"), is_typing_only=True)
    change(meeting, columns(when="2022-01-19~", place=None), note_en="The place is not certain.")
    change(meeting, ties(tie_topics, [topic(3), topic(7)]), is_typing_only=True)
    parts = [Part(role=Role.PARTICIPANT, actor=actor(slug)) for slug in ("blinken", "lavrov")]
    change(meeting, ties(tie_parts, parts), note_fr="Blinken y était ; la Suisse n'était pas l'hôte.")
    change(meeting, lambda row: (move_on(row), tie_evidence(row, supports(row)[:1])), note_fr="Une source de moins.")
    change(meeting, lambda row: (move_on(row), tie_evidence(row, [Support(what=seen, stance=Stance.CONFIRMS)])))
    change(meeting, columns(summary_fr="Deux heures.", summary_en="Two hours."), is_typing_only=True)

    movement = written(
        Kind.TROOP_MOVEMENT,
        "mouvement",
        support=(massed,),
        parts=(Part(role=Role.FORCE, actor=actor("rusaf")), Part(role=Role.CLAIMED_BY, description="Kiev")),
        movement="build_up",
        origin_place=place("yelnya"),
        destination_text="la frontière",
        strength_min=90_000,
        equipment="chars",
    )
    change(movement, columns(strength_min=100_000, strength_max=120_000), note_fr="Plus de 100.000.")
    change(movement, columns(strength_min=100_000, strength_max=None, equipment="chars, artillerie"), note_en="No cap.")
    change(
        movement, columns(destination_place=place("belarus"), destination_text="", origin_place=None), note_en="To B."
    )
    change(movement, columns(movement="withdrawal", status="denied"), note_fr="C'est démenti.", note_en="Denied.")

    statement = written(
        Kind.STATEMENT,
        "déclaration",
        support=(said,),
        quotes=(said,),
        parts=(Part(role=Role.SPEAKER, actor=actor("lavrov")), Part(role=Role.ON_BEHALF_OF, actor=actor("ru"))),
        mode="direct",
        medium="la presse",
    )
    change(statement, ties(tie_quotations, [never, said]), note_fr="Une seconde citation.")
    change(statement, ties(tie_quotations, [never]), note_en="Only one of them was said there.")
    change(statement, columns(mode="indirect", medium="la télévision"), note_fr="Rapporté.")
    change(statement, columns(title_en="Lavrov: “no war”"), is_typing_only=True)

    for kind in Kind.values:  # of the chronology's own, one note each and one slip of the pen
        change(by_kind[kind][0], columns(title_en=f"Corrected: {by_kind[kind][0].title_en}"), is_typing_only=True)
        change(by_kind[kind][0], columns(when="2021-04"), note_fr="Le jour n'est pas sûr.", by=chief)
        desk.does(publish, again(by_kind[kind][1]), by=editor)  # reviewed, and nothing else
    quoting = Statement.objects.filter(quotations__isnull=False, origin="extracted").distinct().first()
    change(quoting, ties(tie_quotations, [row.excerpt for row in quoting.quotations.all()][1:]), note_fr="Abrégé.")

    # ---- links ----------------------------------------------------------------------------------

    one, other = by_kind["meeting"][2], by_kind["meeting"][3]
    change(one, lambda row: (move_on(row), link(row, again(other), LinkKind.CONTINUES)), is_typing_only=True)
    change(other, lambda row: (move_on(row), link(row, again(one), LinkKind.ANSWERS)), is_typing_only=True)
    change(statement, lambda row: (move_on(row), link(row, again(movement), LinkKind.ANSWERS)), is_typing_only=True)
    change(movement, lambda row: (move_on(row), link(row, again(statement), LinkKind.ANNOUNCES)), is_typing_only=True)
    change(statement, ties(tie_links, []), is_typing_only=True)
    change(other, columns(title_fr="Autrement intitulée"), is_typing_only=True)

    # ---- mergers --------------------------------------------------------------------------------

    survivor = written(Kind.MEETING, "survivante", when="")
    double = written(
        Kind.MEETING,
        "double",
        support=(seen,),
        parts=(Part(role=Role.PARTICIPANT, actor=actor("macron")),),
        topics=(topic(1),),
        place=place("kyiv"),
        format="visit",
        summary_fr="Bref.",
    )
    change(double, columns(title_fr="Double (corrigée)"), is_typing_only=True)
    change(double, lambda row: (move_on(row), link(row, again(one), LinkKind.CONTINUES)), is_typing_only=True)
    desk.does(report_error, again(double), what=Fault.DATE, text="Mercredi.", language="fr", address="2001:db8::7")
    desk.does(merge, again(double), into=again(survivor), by=chief)
    change(survivor, columns(title_en="The survivor, later"), is_typing_only=True)

    attached = written(Kind.TROOP_MOVEMENT, "brouillon rattaché", public=False, support=(massed,), strength_max=8_500)
    desk.does(merge, again(attached), into=again(movement), by=editor)
    into_draft, of_draft = (written(Kind.MEETING, f"brouillon {number}", public=False) for number in (1, 2))
    desk.does(merge, again(of_draft), into=again(into_draft), by=editor)

    chain = [written(Kind.STATEMENT, f"chaîne {number}", mode="direct") for number in (1, 2, 3)]
    change(chain[0], columns(medium="CNN"), note_en="On CNN.")
    desk.does(merge, again(chain[0]), into=again(chain[1]), by=chief)
    desk.does(merge, again(chain[1]), into=again(chain[2]), by=chief)

    kept, undone = (
        written(Kind.STATEMENT, "gardée"),
        written(Kind.STATEMENT, "séparée", quotes=(never,), medium="Twitter"),
    )
    desk.does(merge, again(undone), into=again(kept), by=chief)
    desk.does(undo_last, again(undone), by=chief)
    change(undone, columns(when="2022-01-17"), note_fr="La veille.")

    gone, into_gone = written(Kind.MEETING, "fondue"), written(Kind.MEETING, "retirée ensuite")
    desk.does(merge, again(gone), into=again(into_gone), by=chief)
    desk.does(retract, again(into_gone), by=chief, reason="Aucune source ne tient.")

    # ---- reviews --------------------------------------------------------------------------------

    retracted = written(Kind.STATEMENT, "retirée")
    change(retracted, columns(when="2022-01-16"), note_fr="Dimanche.")
    desk.does(retract, again(retracted), by=chief, reason="La source s'est rétractée.\nVoir son démenti.")
    back = written(Kind.TROOP_MOVEMENT, "retirée par erreur", strength_min=10)
    desk.does(retract, again(back), by=chief, reason="Par erreur.")
    desk.does(undo_last, again(back), by=chief)
    change(back, columns(strength_min=12), note_en="Twelve.")
    change(one, columns(summary_en="After the retraction."), is_typing_only=True)

    late = written(Kind.MEETING, "longtemps brouillon", public=False)
    for day in (1, 2, 3):
        change(late, columns(when=f"2022-01-0{day}"))
    desk.does(publish, again(late), by=editor)
    change(late, columns(when="2022-01-04"), note_fr="Le 4.")

    slip = written(Kind.STATEMENT, "publiée trop tôt", public=False)

    def publish_and_undo() -> None:
        publish(again(slip), by=editor)
        undo_last(again(slip), by=editor)

    desk.does(publish_and_undo)
    change(slip, columns(title_fr="Publiée à temps"))
    desk.does(publish, again(slip), by=editor)
    change(slip, columns(medium="la radio"), note_fr="À la radio.")

    refused, reopened = (written(Kind.MEETING, f"refusée {number}", public=False) for number in (1, 2))
    desk.does(reject, again(refused), by=editor, reason="Hors sujet.")
    desk.does(reject, again(reopened), by=editor, reason="Hors sujet.")
    desk.does(reopen, again(reopened), by=editor)
    written(Kind.TROOP_MOVEMENT, "brouillon", public=False, strength_min=1)

    # ---- the way back ---------------------------------------------------------------------------

    def record(row: Any, at: int) -> Any:
        return row.history.order_by("history_id")[at]

    wandering = written(Kind.TROOP_MOVEMENT, "restaurée", strength_min=100, equipment="bateaux")
    change(wandering, columns(strength_min=200, equipment="avions"), note_fr="200.")
    change(wandering, columns(when="2022-01-20"), note_fr="Le 20.")
    restored(wandering, record(wandering, 1), {"note_fr": "C'était juste.", "note_en": "It was right."})
    change(wandering, columns(status="announced"), note_fr="Annoncé.")
    row = desk.does(add_part, again(wandering), Part(role=Role.INVOLVED, description="un témoin"))
    desk.does(row.delete)
    restored(wandering, _last(row, wandering), {"note_en": "There was a witness."})
    evidence = desk.does(add_evidence, again(wandering), cite(publisher="TASS", title="Retirée", url=""))
    change(
        wandering, lambda one_of: (move_on(one_of), tie_evidence(one_of, supports(one_of)[:1])), note_fr="Sans TASS."
    )
    restored(wandering, type(evidence).history.filter(id=evidence.pk, history_type="-").latest(), {"note_fr": "Avec."})

    draft = written(Kind.MEETING, "brouillon restauré", public=False)
    change(draft, columns(title_fr="Autre titre", when="2022-01-30"))
    restored(draft, record(draft, 0))
    deleted = written(Kind.MEETING, "brouillon supprimé", public=False, topics=(topic(2),))
    change(deleted, lambda row: link(row, again(one), LinkKind.CONTINUES))
    desk.does(at_desk, reverse("admin:events_meeting_delete", args=[deleted.pk]), {"post": "yes"}, by=chief)
    restored(deleted, Meeting.history.filter(id=deleted.pk, history_type="-").latest(), by=chief)
    lost = written(Kind.STATEMENT, "brouillon perdu", public=False)
    desk.does(at_desk, reverse("admin:events_statement_delete", args=[lost.pk]), {"post": "yes"}, by=chief)

    # ---- names, and rows taken away -------------------------------------------------------------

    def renamed(row: Any, **values: Any) -> None:
        for name, value in values.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()

    desk.does(renamed, actor("lavrov"), slug="serguei-lavrov", name_fr="Sergueï V. Lavrov")
    desk.does(renamed, place("geneva"), slug="geneve", name_en="Geneva (Switzerland)")
    desk.does(renamed, topic(3), name_fr=f"{topic(3).name_fr} (renommé)")
    desk.does(renamed, Source.objects.get(name="Agence d'essai"), name="Agence renommée")
    change(meeting, columns(summary_fr="Trois heures."), is_typing_only=True)

    def retitle() -> None:
        found = Article.objects.get(pk=article.pk)
        found.title = "Titre corrigé"
        save_changed_article(found)

    desk.does(retitle)
    change(statement, columns(summary_fr="Après le nouveau titre."), is_typing_only=True)
    bereft = next(event for event in by_kind["statement"][4:] if event.evidence.count() > 2)
    change(bereft, lambda row: (move_on(row), row.evidence.all()[1].delete()), note_fr="Une source retirée.")
    Meeting.history.filter(id=by_kind["meeting"][4].pk).delete()  # as after an import behind the models' back
    Actor.history.filter(slug="blinken").delete()

    # ---- the rest of a desk ---------------------------------------------------------------------

    desk.does(keep_apart, again(one), again(other), by=editor)
    desk.does(keep_apart, again(meeting), again(survivor), by=chief)
    desk.does(save_filter, owner=editor, listed="event", name="À relire", query="review__exact=draft&q=Genève")
    desk.does(
        save_filter, owner=chief, listed="meeting", name="Réunions", query="status__exact=scheduled", is_shared=True
    )
    for number, fault in enumerate((Fault.PLACE, Fault.WORDS, Fault.OTHER)):
        told = {"what": fault, "text": f"C'est faux ({number}).", "language": "en", "address": f"2001:db8:{number}::1"}
        desk.does(report_error, again(meeting if number else movement), **told)
    desk.does(close_report, ErrorReport.objects.order_by("pk").last(), by=editor)

    dispatch = desk.does(
        store_article,
        text=(
            "Antony Blinken rencontrera Sergueï Lavrov vendredi à Genève, a annoncé mardi le département d'État.\n\n"
            "Mercredi, le secrétaire d'État américain rencontrera Volodymyr Zelensky à Kiev.\n"
        ),
        source=source_named("AFP"),
        title="Dépêche",
        language="fr",
        published="2022-01",
    )
    outcome = desk.does(read_again, dispatch)
    desk.does(publish, again(outcome.new[0]), by=editor)
    change(outcome.new[1], columns(title_fr="De la main d'un rédacteur"))

    def dated() -> None:
        found = Article.objects.get(pk=dispatch.pk)
        found.published = "2022-01-18"
        save_changed_article(found)
        read_again(found)

    desk.does(dated)
    offered = [proposal for proposal in Proposal.objects.filter(article=dispatch) if pending(proposal)]
    for number, proposal in enumerate(offered):
        names = pending(proposal)
        if number % 2:
            desk.does(keep, proposal, names[:1])
        elif proposal.event.review == "draft":
            desk.does(take, proposal, names[:1], reason="proposal taken")
    assert EventLink.objects.count() > 4


def _last(row: Any, event: Any) -> Any:
    """The record of the tie's deletion."""
    return type(row).history.filter(event_id=event.pk, history_type="-").latest()
