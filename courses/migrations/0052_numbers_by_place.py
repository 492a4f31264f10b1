"""What each person's standings come to, with the place: made anew by the next refresh of standings."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("courses", "0051_rehearsed_staff_files"),
    ]

    operations = [
        migrations.DeleteModel(name="KeptPerson"),
        migrations.CreateModel(
            name="KeptPerson",
            fields=[
                ("membership", models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="+", serialize=False, to="courses.membership")),
                ("first_day", models.IntegerField()),
                ("last_day", models.IntegerField()),
                ("states", models.BigIntegerField()),
                ("asked", models.BigIntegerField()),
                ("to_do", models.BigIntegerField()),
                ("places", models.IntegerField()),
                ("site_id", models.BigIntegerField(null=True)),
                ("role_id", models.BigIntegerField(null=True)),
                ("team_id", models.BigIntegerField(null=True)),
                ("organisation", models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="courses.organisation")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "places", "site_id", "role_id", "team_id", "last_day", "first_day", "states", "membership"], name="kept_person_by_place"),
                    models.Index(fields=["organisation", "asked", "to_do", "last_day", "first_day", "membership"], name="kept_person_by_courses"),
                ],
            },
        ),
        migrations.AddField(
            model_name="standingmark",
            name="counted_on",
            field=models.DateField(null=True),
        ),
    ]
