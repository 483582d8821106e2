"""The histories of events, their corrections and decisions become revisions; every `?v=N` answers what it answered."""

from collections import defaultdict

from django.db import migrations

from crisis.events.migrations._revisions import BATCH, KINDS, Batch, note_corrections, note_decisions


def carry_over(apps, _schema_editor):
    """Some hundred events at a time, each batch by the same thirty questions."""
    revision = apps.get_model("events", "EventRevision")
    for kind, name in KINDS.items():
        history = apps.get_model("events", name).objects
        pks = list(history.order_by("id").values_list("id", flat=True).distinct())
        for start in range(0, len(pks), BATCH):
            some = pks[start : start + BATCH]
            batch = Batch(apps, kind, some)
            batch.fetch()
            decisions, corrections = (
                _by_event(apps.get_model("events", model).objects.filter(event_id__in=some).order_by("pk").values())
                for model in ("Decision", "Correction")
            )
            survivors = {row["merged_into_id"] for rows in batch.own.values() for row in rows} - {None}
            numbers = defaultdict(list)
            for pk, at, number in (
                history.filter(id__in=survivors).order_by("history_id").values_list("id", "history_date", "version")
            ):
                numbers[pk].append((at, number))
            rows = []
            for pk in some:
                writes = batch.revisions(pk)
                note_decisions(writes, decisions.get(pk, ()), numbers)
                note_corrections(writes, corrections.get(pk, ()))
                rows += [revision(**write) for write in writes]
            revision.objects.bulk_create(rows, batch_size=BATCH)


def _by_event(rows):
    found = defaultdict(list)
    for row in rows:
        found[row["event_id"]].append(row)
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0011_event_revision"),
        ("articles", "0003_help_texts"),
        ("ingest", "0001_reading_and_proposal"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
