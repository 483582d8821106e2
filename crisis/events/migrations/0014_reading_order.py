from django.db import migrations, models

import crisis.events.querysets


class Migration(migrations.Migration):
    dependencies = [("events", "0013_drop_histories")]

    operations = [
        migrations.RemoveIndex(model_name="event", name="event_in_reading_order"),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                models.F("review"),
                models.OrderBy(crisis.events.querysets.Anchor(), descending=True),
                models.OrderBy(models.F("uid"), descending=True),
                name="event_in_reading_order",
            ),
        ),
    ]
