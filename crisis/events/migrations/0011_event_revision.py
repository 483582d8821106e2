"""One past of an event: a table of revisions. The pairs that are not duplicates get their plain name."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

REVIEWS = [
    ("draft", "draft"),
    ("published", "published"),
    ("rejected", "rejected"),
    ("merged", "merged"),
    ("retracted", "retracted"),
]


def rename_permissions(apps, _schema_editor):
    """Who was allowed to keep two events apart still is."""
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="events")
    for verb in ("add", "change", "delete", "view"):
        permissions.filter(codename=f"{verb}_apart").update(
            codename=f"{verb}_notduplicate", name=f"Can {verb} pair kept apart"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0010_saved_filter_lists"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel(old_name="HistoricalApart", new_name="HistoricalNotDuplicate"),
        migrations.RenameModel(old_name="Apart", new_name="NotDuplicate"),
        migrations.RunPython(rename_permissions, migrations.RunPython.noop),
        migrations.CreateModel(
            name="EventRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(db_index=True, max_length=12, verbose_name="permanent name")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                (
                    "at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="made at"),
                ),
                ("why", models.TextField(blank=True, help_text="For the desk.", verbose_name="reason")),
                (
                    "note_fr",
                    models.TextField(
                        blank=True, help_text="For readers: what was corrected.", verbose_name="note in French"
                    ),
                ),
                (
                    "note_en",
                    models.TextField(
                        blank=True, help_text="For readers: what was corrected.", verbose_name="note in English"
                    ),
                ),
                ("review", models.CharField(choices=REVIEWS, max_length=10, verbose_name="review")),
                (
                    "state",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="The other columns of the review; what a merger moved.",
                        verbose_name="state",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=REVIEWS,
                        help_text="What this write decided, if so.",
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                (
                    "is_undone",
                    models.BooleanField(
                        default=False, help_text="Whether the decision was taken back.", verbose_name="undone"
                    ),
                ),
                ("is_deletion", models.BooleanField(default=False, verbose_name="deleted")),
                (
                    "content",
                    models.JSONField(
                        help_text="Every fact, as `events/content.py` spells it.", verbose_name="content"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="revisions",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision of an event",
                "verbose_name_plural": "revisions of events",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("review__in", [code for code, _label in REVIEWS])),
                        name="revision_review_is_known",
                        violation_error_message="An event is a draft, published, rejected, merged or retracted.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", ["", "published", "rejected", "merged", "retracted"])),
                        name="revision_decision_is_of_a_known_sort",
                        violation_error_message="A decision publishes, rejects, merges or retracts.",
                    ),
                ],
            },
        ),
    ]
