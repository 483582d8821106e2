"""The table, and the event's own rule that names the kinds."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

NAME = "event_kind_is_known"


def _allow(apps, schema_editor):
    event = apps.get_model("events", "Event")
    [known] = [rule for rule in event._meta.constraints if rule.name == NAME]
    schema_editor.remove_constraint(event, known)
    kinds = ["meeting", "troop_movement", "statement", "sanction"]
    event._meta.constraints = [rule for rule in event._meta.constraints if rule.name != NAME]
    schema_editor.add_constraint(event, models.CheckConstraint(condition=Q(kind__in=kinds), name=NAME))


class Migration(migrations.Migration):
    dependencies = [("events", "0014_reading_order")]

    operations = [
        migrations.CreateModel(
            name="Sanction",
            fields=[
                (
                    "event_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="events.event",
                    ),
                ),
                ("measure", models.CharField(blank=True, max_length=200, verbose_name="measure")),
            ],
            options={
                "verbose_name": "sanction",
                "verbose_name_plural": "sanctions",
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(measure="?"),
                        name="sanction_measure_is_told_or_left_empty",
                        violation_error_message="Say what was decided, or leave it empty.",
                    )
                ],
            },
            bases=("events.event",),
        ),
        migrations.RunPython(_allow, migrations.RunPython.noop),
    ]
