"""Readings and proposals are logs themselves: no history is kept of them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ingest", "0001_reading_and_proposal"), ("events", "0012_carry_over")]

    operations = [
        migrations.DeleteModel(name="HistoricalArticleReading"),
        migrations.DeleteModel(name="HistoricalProposal"),
    ]
