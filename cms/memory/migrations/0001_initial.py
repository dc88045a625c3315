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
            name='GlossaryTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='In its basic form. Words of five letters and more are also found with an ending of one or two letters. A term in capitals, such as “IT”, is found only in capitals.', max_length=100, verbose_name='term')),
                ('folded', models.CharField(editable=False, max_length=300)),
                ('note', models.TextField(blank=True, help_text='What it means here, when to use it, what not to confuse it with. Translators see it.', max_length=500, verbose_name='note')),
                ('keep', models.BooleanField(default=False, help_text='For names: it stays as it is in all languages, except those into which it is translated below.', verbose_name='do not translate')),
                ('locale', models.ForeignKey(help_text='In which the term is looked for: that of the original.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
            ],
            options={
                'verbose_name': 'term of the glossary',
                'verbose_name_plural': 'terms of the glossary',
                'ordering': ['folded', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='GlossaryTranslation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='translation')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('term', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='freistadt_memory.glossaryterm')),
            ],
            options={
                'verbose_name': 'translation of a term',
                'verbose_name_plural': 'translations of terms',
                'ordering': ['locale__language_code'],
            },
        ),
        migrations.CreateModel(
            name='TextPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_hash', models.UUIDField()),
                ('source', models.TextField()),
                ('length', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('updated_at', models.DateTimeField()),
                ('locale', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale')),
                ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('source_locale', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale')),
            ],
            options={
                'verbose_name': 'text with its translation',
                'verbose_name_plural': 'texts with their translations',
            },
        ),
        migrations.AddConstraint(
            model_name='glossaryterm',
            constraint=models.UniqueConstraint(fields=('locale', 'folded'), name='glossary_term_once_for_each_language', violation_error_message='The glossary has this term already.'),
        ),
        migrations.AddConstraint(
            model_name='glossaryterm',
            constraint=models.CheckConstraint(condition=models.Q(('folded', ''), _negated=True), name='glossary_term_is_not_empty', violation_error_message='A term needs at least one letter or digit.'),
        ),
        migrations.AddConstraint(
            model_name='glossarytranslation',
            constraint=models.UniqueConstraint(fields=('term', 'locale'), name='glossary_translation_once_for_each_language', violation_error_message='The term has a translation into this language already.'),
        ),
        migrations.AddIndex(
            model_name='textpair',
            index=models.Index(fields=['source_locale', 'locale', 'source_hash'], name='text_pair_equal'),
        ),
        migrations.AddIndex(
            model_name='textpair',
            index=models.Index(fields=['source_locale', 'locale', '-updated_at', 'length', 'page'], name='text_pair_newest'),
        ),
        migrations.AddConstraint(
            model_name='textpair',
            constraint=models.UniqueConstraint(fields=('page', 'source_hash'), name='text_pair_once_for_each_page'),
        ),
    ]
