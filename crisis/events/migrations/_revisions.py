"""How `0012_carry_over` reads the histories of events that version 1 kept, row by row, into revisions.

A copy of what `events/versions.py` and `articles/as_of.py` did, frozen like every migration: it knows the historical
models of its own state only, and the content as it was spelled when it was written.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

BATCH = 500
"""Events that are carried over together."""
TOGETHER = timedelta(seconds=10)
"""What was written within this time by the same person was one write."""
EVER = datetime.max.replace(tzinfo=UTC)
KINDS = {"meeting": "HistoricalMeeting", "troop_movement": "HistoricalTroopMovement", "statement": "HistoricalStatement"}
TEXTS = ("title_fr", "title_en", "when", "when_text", "status", "summary_fr", "summary_en")
TEXTS_OF_KIND = {
    "meeting": ("format",),
    "troop_movement": ("movement", "equipment", "origin_text", "destination_text"),
    "statement": ("mode", "medium"),
}
ABOUT = ("origin", "rule", "why_fr", "why_en", "confidence")
FACTS = (
    *TEXTS,
    *(name for names in TEXTS_OF_KIND.values() for name in names),
    *("place", "origin", "destination", "strength", "parts", "quotations", "evidence", "topics", "links"),
)
TIES = {
    "evidence": ("HistoricalEvidence", "event_id"),
    "parts": ("HistoricalParticipation", "event_id"),
    "topics": ("HistoricalTagging", "event_id"),
    "quotations": ("HistoricalQuotation", "statement_id"),
    "links": ("HistoricalEventLink", "from_event_id"),
    "backlinks": ("HistoricalEventLink", "to_event_id"),
}
Row = dict[str, Any]


class Past:
    """Records of rows of one table, by primary key and time; rows without any are known as they stand."""

    def __init__(self, records: Iterable[Row], key: str = "id") -> None:
        self.of: dict[Any, list[Row]] = defaultdict(list)
        self.dates: dict[Any, list[datetime]] = defaultdict(list)
        for record in sorted(records, key=lambda record: (record["history_date"], record["history_id"])):
            self.of[record[key]].append(record)
            self.dates[record[key]].append(record["history_date"])
        self.stored: dict[Any, Row] = {}

    def at(self, pk: Any, moment: datetime) -> Row | None:
        """The last record before the moment; else the row as it stands, if it does."""
        index = bisect_left(self.dates[pk], moment) if pk in self.dates else 0
        return self.of[pk][index - 1] if index else self.stored.get(pk)


@dataclass(slots=True)
class Batch:
    """All that is known of some events of one kind and of what hung on them."""

    apps: Any
    kind: str
    pks: list[int]
    own: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    ties: dict[str, dict[int, list[Past]]] = field(default_factory=dict)
    names: dict[str, Past] = field(default_factory=dict)
    others: Past = field(default_factory=lambda: Past(()))
    texts: dict[int, str] = field(default_factory=dict)
    tied: dict[str, dict[int, set[int]]] = field(default_factory=dict)
    records: dict[str, Past] = field(default_factory=dict)

    def fetch(self) -> None:
        model = self.apps.get_model("events", KINDS[self.kind])
        for record in model.objects.filter(id__in=self.pks).order_by("history_id").values():
            self.own[record["id"]].append(record)
        for name, (model_name, parent) in TIES.items():
            self._fetch_ties(name, self.apps.get_model("events", model_name), parent)
        self._fetch_names()

    def _fetch_ties(self, name: str, model: Any, parent: str) -> None:
        ever = model.objects.filter(**{f"{parent}__in": self.pks})
        records = list(model.objects.filter(id__in=ever.values("id")).values())
        self.records[name] = Past(records)
        self.tied[name] = defaultdict(set)
        wanted = set(self.pks)
        for record in records:
            if record[parent] in wanted:
                self.tied[name][record[parent]].add(record["id"])

    def _fetch_names(self) -> None:
        own = [record for records in self.own.values() for record in records]
        of = {name: [row for rows in past.of.values() for row in rows] for name, past in self.records.items()}
        places = {record.get(name) for record in own for name in ("place_id", "origin_place_id", "destination_place_id")}
        self._fetch("events", "Place", places, ("slug", "name_fr", "name_en"))
        self._fetch("events", "Actor", {row["actor_id"] for row in of["parts"]}, ("slug", "name_fr", "name_en"))
        self._fetch("events", "Topic", {row["topic_id"] for row in of["topics"]}, ("slug", "name_fr", "name_en"))
        passages = {row["excerpt_id"] for name in ("evidence", "quotations") for row in of[name]}
        excerpts = self._fetch("articles", "Excerpt", passages, ("article_id", "start", "end"))
        columns = ("title", "language", "url", "published", "source_id", "agency_id")
        articles = self._fetch("articles", "Article", {row["article_id"] for row in excerpts}, columns)
        cited = {row["reference_id"] for row in of["evidence"]}
        references = self._fetch("articles", "Reference", cited, ("title", "url", "source_id"))
        sources = {row["source_id"] for row in (*articles, *references)} | {row["agency_id"] for row in articles}
        self._fetch("articles", "Source", sources, ("slug", "name"))
        texts = self.apps.get_model("articles", "Article").objects.filter(pk__in={row["article_id"] for row in excerpts})
        self.texts = dict(texts.values_list("pk", "text"))
        linked = {row["to_event_id"] for row in of["links"]} | {row["from_event_id"] for row in of["backlinks"]}
        told: list[Row] = []
        for name in KINDS.values():
            model = self.apps.get_model("events", name)
            columns = ("id", "history_id", "history_date", "uid", "title_fr", "title_en", "review")
            told += model.objects.filter(id__in=linked).values(*columns)
        self.others = Past(told)
        events = self.apps.get_model("events", "Event").objects.filter(pk__in=linked)
        self.others.stored = {row["id"]: row for row in events.values("id", "uid", "title_fr", "title_en", "review")}

    def _fetch(self, app: str, name: str, pks: Iterable[int | None], columns: tuple[str, ...]) -> list[Row]:
        """Notes the past of those rows; returns all that is known of them."""
        wanted = {pk for pk in pks if pk is not None}
        history = self.apps.get_model(app, f"Historical{name}").objects.filter(id__in=wanted)
        past = Past(history.values("id", "history_id", "history_date", *columns))
        rows = self.apps.get_model(app, name).objects.filter(pk__in=wanted)
        past.stored = {row["id"]: row for row in rows.values("id", *columns)}
        self.names[name] = past
        return [*(row for rows in past.of.values() for row in rows), *past.stored.values()]

    # What an event said at a moment.

    def content(self, own: Row, until: datetime) -> dict[str, list[Any]]:
        pk = own["id"]
        told: dict[str, list[Any]] = {name: [own[name]] for name in (*TEXTS, *TEXTS_OF_KIND[self.kind]) if own[name]}
        places = {"place": "place_id"}
        if self.kind == "troop_movement":
            places |= {"origin": "origin_place_id", "destination": "destination_place_id"}
            strength = [own["strength_min"], own["strength_max"]]
            told["strength"] = [strength] if any(strength) else []
        for name, column in places.items():
            named = self._named("Place", own[column], until)
            told[name] = [named] if named else []
        told["parts"] = [part for row in self._ties("parts", pk, until) if (part := self._part(row, until))]
        told["evidence"] = [item for row in self._ties("evidence", pk, until) if (item := self._evidence(row, until))]
        told["quotations"] = [one for row in self._ties("quotations", pk, until) if (one := self._quotation(row, until))]
        told["topics"] = [
            {**named, "row": row["id"]}
            for row in self._ties("topics", pk, until)
            if (named := self._named("Topic", row["topic_id"], until))
        ]
        for name, end in (("links", "to_event_id"), ("backlinks", "from_event_id")):
            told[name] = [one for row in self._ties(name, pk, until) if (one := self._link(row, row[end], until))]
        told["about"] = [{name: own[name] for name in ABOUT}]
        return {name: items for name, items in told.items() if items}

    def _ties(self, name: str, pk: int, until: datetime) -> list[Row]:
        """What hung on the event, in its order. A tie that was handed over to another event is where it was then."""
        parent, past = TIES[name][1], self.records[name]
        rows = (past.at(tie, until) for tie in self.tied[name].get(pk, ()))
        there = [row for row in rows if row and row["history_type"] != "-" and row[parent] == pk]
        return sorted(there, key=lambda row: (row.get("rank", 0), row["id"]))

    def _named(self, model: str, pk: int | None, until: datetime) -> Row | None:
        row = self.names[model].at(pk, until) if pk is not None else None
        return {"id": pk, "slug": row["slug"], "fr": row["name_fr"], "en": row["name_en"]} if row else None

    def _part(self, row: Row, until: datetime) -> Row | None:
        named = self._named("Actor", row["actor_id"], until)
        if row["actor_id"] is not None and named is None:
            return None
        names = named or {"fr": row["description"], "en": row["description"]}
        return {"role": row["role"], **names, "row": row["id"], "rank": row["rank"]}

    def _evidence(self, row: Row, until: datetime) -> Row | None:
        kept = {"row": row["id"], "rank": row["rank"]}
        if row["excerpt_id"] is not None:
            passage = self._passage(row["excerpt_id"], until)
            return {"stance": row["stance"], **passage, **kept} if passage else None
        reference = self.names["Reference"].at(row["reference_id"], until)
        source = self.names["Source"].at(reference["source_id"], until) if reference else None
        if reference is None or source is None:
            return None
        named = {"publisher": source["name"], "title": reference["title"], "reference": row["reference_id"]}
        return {"stance": row["stance"], **named, "slug": source["slug"], "url": reference["url"], **kept}

    def _passage(self, pk: int, until: datetime) -> Row | None:
        excerpt = self.names["Excerpt"].at(pk, until)
        article = self.names["Article"].at(excerpt["article_id"], until) if excerpt else None
        source = self.names["Source"].at(article["source_id"], until) if article else None
        if excerpt is None or article is None or source is None or excerpt["article_id"] not in self.texts:
            return None
        agency = self.names["Source"].at(article["agency_id"], until) if article["agency_id"] else None
        return {
            "words": self.texts[excerpt["article_id"]][excerpt["start"] : excerpt["end"]],
            "publisher": source["name"],
            "title": article["title"],
            "excerpt": pk,
            "article": excerpt["article_id"],
            "start": excerpt["start"],
            "end": excerpt["end"],
            "slug": source["slug"],
            "agency": agency["name"] if agency and article["agency_id"] != article["source_id"] else "",
            "published": article["published"],
            "language": article["language"],
            "url": article["url"],
        }

    def _quotation(self, row: Row, until: datetime) -> Row | None:
        passage = self._passage(row["excerpt_id"], until)
        if passage is None:
            return None
        kept = {key: passage[key] for key in ("words", "excerpt", "article", "start", "end", "language")}
        return {**kept, "row": row["id"], "rank": row["rank"]}

    def _link(self, row: Row, pk: int, until: datetime) -> Row | None:
        other = self.others.at(pk, until)
        if other is None:
            return None
        names = {"fr": other["title_fr"], "en": other["title_en"], "uid": other["uid"]}
        return {"kind": row["kind"], **names, "id": pk, "review": other["review"], "row": row["id"]}

    # Its writes, one after another.

    def revisions(self, pk: int) -> list[Row]:
        writes = list(self._writes(pk))
        found = []
        for number, write in enumerate(writes):
            until = writes[number + 1]["at"] if number + 1 < len(writes) else EVER
            own = write.pop("own")
            write["content"] = self.content(own, until)
            if write["is_deletion"] and found:
                write["content"] = found[-1]["content"]
            found.append(write)
        return found

    def _writes(self, pk: int) -> Iterator[Row]:
        own = self.own[pk]
        loose = sorted(self._changes_of_ties(pk), key=lambda record: (record["history_date"], record["history_id"]))
        for index, record in enumerate(own):
            yield self._write(record, record)
            following = own[index + 1] if index + 1 < len(own) else None
            until = following["history_date"] if following else EVER
            last = record
            for tie in loose:
                if not record["history_date"] <= tie["history_date"] < until:
                    continue
                is_same = tie["history_user_id"] == last["history_user_id"]
                if not (is_same and tie["history_date"] - last["history_date"] <= TOGETHER):
                    goes_too = following and following["history_type"] == "-" and until - tie["history_date"] <= TOGETHER
                    if not goes_too:
                        yield self._write(record, tie)
                last = tie

    def _changes_of_ties(self, pk: int) -> Iterator[Row]:
        for name in ("evidence", "parts", "topics", "quotations", "links"):
            for tie in self.tied[name].get(pk, ()):
                for record in self.records[name].of[tie]:
                    if record[TIES[name][1]] == pk:
                        yield record

    def _write(self, own: Row, record: Row) -> Row:
        state = {
            "review_reason": own["review_reason"],
            "merged_into": own["merged_into_id"],
            "reviewed_by": own["reviewed_by_id"],
            "reviewed_at": DjangoJSONEncoder().default(own["reviewed_at"]) if own["reviewed_at"] else None,
        }
        return {
            "event_id": own["id"],
            "uid": own["uid"],
            "kind": self.kind,
            "number": own["version"],
            "at": record["history_date"],
            "by_id": record["history_user_id"],
            "why": record["history_change_reason"] or "",
            "note_fr": "",
            "note_en": "",
            "review": own["review"],
            "state": {name: value for name, value in state.items() if value},
            "decision": "",
            "is_undone": False,
            "is_deletion": own is record and own["history_type"] == "-",
            "own": own,
        }


# Decisions and corrections.


def note_decisions(revisions: list[Row], decisions: Iterable[Row], numbers: dict[int, list[tuple[datetime, int]]]) -> None:
    """Marks the write that made each decision; of a merger, what it moved."""
    for decision in decisions:
        made = [
            index
            for index, one in enumerate(revisions)
            if one["review"] == decision["what"] and one["at"] <= decision["made_at"] and not one["decision"]
        ]
        if not made:
            continue
        index = made[-1]
        write = revisions[index]
        write |= {
            "decision": decision["what"],
            "is_undone": decision["undone_at"] is not None,
            "at": decision["made_at"],
            "by_id": decision["made_by_id"] or write["by_id"],
        }
        write["state"] = {**write["state"], "was": decision["before"]["review"]}
        if decision["what"] == "merged":
            write["state"] |= _moved(decision, write, numbers)
        if index == 0:
            revisions.insert(0, _baseline(write, decision["before"]))


def _moved(decision: Row, write: Row, numbers: dict[int, list[tuple[datetime, int]]]) -> Row:
    survivor = write["state"].get("merged_into")
    later = [number for at, number in numbers.get(survivor, ()) if at >= write["at"]]
    found: Row = {"survivor_number": later[0] if later else 0, "pairs": [], "reports": [], "followers": []}
    for change in decision["moved"]:
        label, pk = change["row"].split(":")
        before, after = change["before"], change["after"]
        if label == "events.errorreport":
            found["reports"].append(int(pk))
        elif label == "events.event" and before:
            found["followers"].append(int(pk))
        elif label == "events.apart" and before:
            other = before["second_id"] if before["first_id"] == write["event_id"] else before["first_id"]
            was = {"other": other, "by": before["by_id"], "at": before["at"], "row": int(pk)}
            found["pairs"].append({**was, "is_gone": after is None})
    return found


def _baseline(first: Row, before: Row) -> Row:
    """What stood before the first write that is known."""
    state = {
        "review_reason": before.get("review_reason"),
        "merged_into": before.get("merged_into_id"),
        "reviewed_by": before.get("reviewed_by_id"),
        "reviewed_at": before.get("reviewed_at"),
    }
    return {
        **first,
        "number": max(first["number"] - 1, 1),
        "by_id": None,
        "why": "",
        "review": before["review"],
        "state": {name: value for name, value in state.items() if value},
        "decision": "",
        "is_undone": False,
    }


def note_corrections(revisions: list[Row], corrections: Iterable[Row]) -> None:
    """Gives the write that was corrected in public its note. What readers were told stays word for word."""
    for correction in corrections:
        made = [index for index, one in enumerate(revisions) if one["at"] <= correction["made_at"]]
        if not made:
            continue
        index = made[-1]
        write = revisions[index]
        notes = {name: correction[name] for name in ("note_fr", "note_en")}
        before = revisions[index - 1]["content"] if index else {}
        has_note = bool(write["note_fr"] or write["note_en"])
        told = (correction["before"], correction["after"])
        if not has_note and index and _tells_the_same(alike(before, write["content"]), write["content"], told):
            write |= {**notes, "at": correction["made_at"], "by_id": correction["made_by_id"]}
            continue
        aside = {**write, "at": correction["made_at"], "decision": "", "is_undone": False, "note_fr": "", "note_en": ""}
        was = {**aside, "content": _told_as(before or write["content"], correction["before"])}
        corrected = {**aside, **notes, "by_id": correction["made_by_id"]}
        corrected["content"] = _told_as(write["content"], correction["after"])
        revisions[index + 1 : index + 1] = [was, corrected, {**aside, "content": write["content"]}]


def alike(before: Row, after: Row) -> Row:
    """`before` with the names that `after` has for the same things."""
    known = {name: {_identity(item): item for item in items} for name, items in after.items()}
    return {
        name: [known.get(name, {}).get(_identity(item), item) if _identity(item) else item for item in items]
        for name, items in before.items()
    }


def _identity(item: Any) -> tuple[Any, ...]:
    if not isinstance(item, dict):
        return ()
    named = tuple((key, item[key]) for key in ("id", "excerpt", "reference") if item.get(key) is not None)
    return (*named, *((key, item[key]) for key in ("role", "stance", "kind") if key in item)) if named else ()


def _plain(item: Any) -> Any:
    """An item as readers are told it."""
    if not isinstance(item, dict):
        return item
    if "words" in item and "stance" not in item:
        return item["words"]
    told = ("fr", "en", "kind", "publisher", "role", "stance", "title", "uid", "words")
    return {key: item[key] for key in told if key in item}


def _told(content: Row, name: str) -> list[str]:
    items = content.get(name, [])
    if name == "links":
        items = [item for item in items if item.get("review", "published") == "published"]
    return sorted(repr(_plain(item)) for item in items)


def _tells_the_same(before: Row, after: Row, told: tuple[Row, Row]) -> bool:
    """Whether the two contents differ as readers were told, whatever else they say by other names."""
    for name in FACTS:
        found, said = ([_told(one, name) for one in pair] for pair in ((before, after), told))
        if found != said and (found[0] != found[1] or said[0] != said[1]):
            return False
    return True


def _told_as(content: Row, told: Row) -> Row:
    """The content with the facts that were told otherwise as they were told, by their words alone."""
    facts = {name: told.get(name, []) for name in FACTS if _told(content, name) != _told(told, name)}
    return {name: items for name, items in {**content, **facts}.items() if items}
