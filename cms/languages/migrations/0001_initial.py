import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        ('wagtailcore', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='LanguageSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'Languages of the site',
            },
        ),
        migrations.CreateModel(
            name='Workload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('texts', models.PositiveIntegerField(verbose_name='texts')),
                ('words', models.PositiveIntegerField(verbose_name='words')),
                ('needed_by', models.DateField(null=True, verbose_name='needed by')),
                ('priority', models.SmallIntegerField(choices=[(0, 'Low'), (1, 'Normal'), (2, 'High')], default=1, verbose_name='priority')),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='workload', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'words to translate',
                'verbose_name_plural': 'words to translate',
            },
        ),
        migrations.CreateModel(
            name='FallbackLanguage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('fallback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='are also shown')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fallback_steps', to='wagtailcore.locale', verbose_name='readers of')),
                ('settings', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='fallbacks', to='freistadt_languages.languagesettings')),
            ],
            options={
                'verbose_name': 'preferred other language',
                'verbose_name_plural': 'preferred other languages',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('locale', 'fallback'), name='fallback_language_once', violation_error_message='This language is already in the list for these readers.'), models.CheckConstraint(condition=models.Q(('locale', models.F('fallback')), _negated=True), name='fallback_language_differs', violation_error_message="Choose a language other than the readers' own.")],
            },
        ),
        migrations.CreateModel(
            name='NoticeWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('kind', models.CharField(choices=[('untranslated', 'Not translated'), ('partial', 'Only partly translated'), ('outdated', 'Translation out of date')], default='untranslated', max_length=20, verbose_name='notice')),
                ('text', models.CharField(help_text='Shown above pages in that state, instead of our own first sentence. Links follow it.', max_length=500, verbose_name='text')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_wordings', to='wagtailcore.locale', verbose_name='language of the notice')),
                ('settings', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='freistadt_languages.languagesettings')),
            ],
            options={
                'verbose_name': 'wording of a notice',
                'verbose_name_plural': 'wordings of notices',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('locale', 'kind'), name='notice_wording_once', violation_error_message='There is a wording of this notice in this language already.')],
            },
        ),
        migrations.CreateModel(
            name='TranslationState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('total', models.PositiveIntegerField(verbose_name='texts of the original')),
                ('missing', models.PositiveIntegerField(verbose_name='texts without translation')),
                ('changed', models.PositiveIntegerField(verbose_name='texts that changed since')),
                ('words', models.PositiveIntegerField(verbose_name='words to translate')),
                ('machine', models.PositiveIntegerField(verbose_name='unconfirmed machine translations')),
                ('outdated_since', models.DateTimeField(null=True, verbose_name='outdated since')),
                ('missing_keys', models.JSONField(default=list)),
                ('changes', models.JSONField(default=list)),
                ('locale', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translation_states', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='original')),
                ('target', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='translation_state', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='translation')),
            ],
            options={
                'verbose_name': 'state of a translation',
                'verbose_name_plural': 'states of translations',
                'indexes': [models.Index(fields=['locale', 'source', 'missing', 'outdated_since'], name='state_by_language')],
            },
        ),
    ]
