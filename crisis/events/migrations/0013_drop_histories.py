"""What became revisions is dropped: the histories of events and of what hangs on them, corrections, decisions."""

from django.db import migrations

GONE = (
    "Correction",
    "Decision",
    "HistoricalCorrection",
    "HistoricalDecision",
    "HistoricalEventLink",
    "HistoricalEvidence",
    "HistoricalMeeting",
    "HistoricalParticipation",
    "HistoricalQuotation",
    "HistoricalStatement",
    "HistoricalTagging",
    "HistoricalTroopMovement",
)


class Migration(migrations.Migration):
    dependencies = [("events", "0012_carry_over")]

    operations = [migrations.DeleteModel(name=name) for name in GONE]
