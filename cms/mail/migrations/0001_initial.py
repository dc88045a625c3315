import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                ('subject', models.TextField(blank=True, verbose_name='subject')),
                ('sender', models.TextField(verbose_name='sender')),
                ('recipients', models.JSONField(verbose_name='recipients')),
                ('mime', models.BinaryField()),
                ('tries', models.PositiveIntegerField(default=0)),
                ('first_try', models.DateTimeField(null=True)),
                ('next_try', models.DateTimeField(db_index=True, default=django.utils.timezone.now, null=True)),
                ('error', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'mail to be sent',
                'verbose_name_plural': 'outbox',
                'ordering': ['pk'],
                'permissions': [('manage_outbox', 'Can see mail that could not be sent, try it again and discard it')],
                'default_permissions': (),
            },
        ),
    ]
