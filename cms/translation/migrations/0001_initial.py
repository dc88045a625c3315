import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('wagtailcore', '0098_apitoken'),
        ('wagtailcore', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='file')),
                ('format', models.CharField(choices=[('po', 'gettext PO'), ('xliff', 'XLIFF 1.2')], max_length=10, verbose_name='format')),
                ('content', models.BinaryField(default=b'', verbose_name='content')),
                ('status', models.CharField(choices=[('waiting', 'waiting'), ('done', 'done'), ('failed', 'failed')], default='waiting', max_length=10, verbose_name='status')),
                ('report', models.JSONField(default=dict, verbose_name='report')),
                ('error', models.TextField(blank=True, verbose_name='error')),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='sent')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finished')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='original')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
            ],
            options={
                'verbose_name': 'file with translations',
                'verbose_name_plural': 'files with translations',
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MachineRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('machine', models.CharField(max_length=40, verbose_name='machine')),
                ('status', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'failed')], default='waiting', max_length=10, verbose_name='status')),
                ('error', models.TextField(blank=True, verbose_name='error')),
                ('texts', models.PositiveIntegerField(default=0, verbose_name='texts translated')),
                ('left_out', models.PositiveIntegerField(default=0, verbose_name='texts that could not be used')),
                ('requested_at', models.DateTimeField(auto_now_add=True, verbose_name='requested')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finished')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='original')),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='requested by')),
            ],
            options={
                'verbose_name': 'machine translation',
                'verbose_name_plural': 'machine translations',
                'ordering': ['-requested_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': 'review of a translation',
                'verbose_name_plural': 'reviews of translations',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('locale', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='team', serialize=False, to='wagtailcore.locale', verbose_name='language')),
                ('reviewers', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='auth.group', verbose_name='reviewers')),
                ('translators', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='translates', to='auth.group', verbose_name='translators')),
                ('workflow', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.workflow', verbose_name='review')),
            ],
            options={
                'verbose_name': 'team of a language',
                'verbose_name_plural': 'teams of languages',
                'permissions': [('coordinate_translation', 'Can coordinate translations into all languages')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_at', models.DateTimeField(auto_now=True, verbose_name='last')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='translation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to=settings.AUTH_USER_MODEL, verbose_name='translator')),
            ],
            options={
                'verbose_name': 'contribution',
                'verbose_name_plural': 'contributions',
                'constraints': [models.UniqueConstraint(fields=('page', 'user'), name='contribution_once')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken_at', models.DateTimeField(auto_now_add=True, verbose_name='taken')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translation_tasks', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='original')),
                ('translator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translation_tasks', to=settings.AUTH_USER_MODEL, verbose_name='translator')),
            ],
            options={
                'verbose_name': 'translation task',
                'verbose_name_plural': 'translation tasks',
                'constraints': [models.UniqueConstraint(fields=('page', 'locale'), name='task_taken_once')],
            },
        ),
    ]
