"""The first tables: contacts, drafts and decisions."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes all three."""

    initial = True
    dependencies = ()
    operations = (
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("begun", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="concerns.contact",
                    ),
                ),
                ("record", models.JSONField()),
                ("sent_anyway", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="concerns.contact",
                    ),
                ),
                ("pack_digest", models.CharField(max_length=64)),
                ("version", models.PositiveIntegerField(default=0)),
                ("answers", models.JSONField(default=dict)),
            ],
        ),
    )
