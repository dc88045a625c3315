import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(verbose_name='translation group')),
                ('day', models.DateField(verbose_name='day')),
                ('visits', models.PositiveIntegerField(verbose_name='visits')),
                ('locale', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
            ],
            options={
                'verbose_name': 'visits of a day',
                'verbose_name_plural': 'visits by day',
                'default_permissions': (),
                'indexes': [models.Index(fields=['day'], name='visits_day'), models.Index(fields=['translation_key', 'locale', 'day', 'visits'], name='visits_sums')],
                'constraints': [models.UniqueConstraint(fields=('translation_key', 'locale', 'day'), name='visits_once_a_day')],
            },
        ),
    ]
