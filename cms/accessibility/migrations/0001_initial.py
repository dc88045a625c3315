import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='BarrierReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reported_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='reported')),
                ('page', models.CharField(blank=True, max_length=500, verbose_name='page')),
                ('problem', models.TextField(verbose_name='problem')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address for the answer')),
                ('language_code', models.CharField(max_length=20, verbose_name='language')),
                ('is_answered', models.BooleanField(default=False, verbose_name='answered')),
            ],
            options={
                'verbose_name': 'reported barrier',
                'verbose_name_plural': 'reported barriers',
                'ordering': ['-reported_at'],
                'default_permissions': ('view', 'change', 'delete'),
            },
        ),
        migrations.CreateModel(
            name='AccessibilityStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(blank=True, choices=[('full', 'Fully compliant'), ('partial', 'Partially compliant'), ('none', 'Not compliant')], help_text='The statement is published, and linked from every page, as soon as a status is chosen.', max_length=20, verbose_name='compliance status')),
                ('law', models.CharField(blank=True, help_text='The national law that applies to you, for example “BITV 2.0”. If empty, the European directive.', max_length=200, verbose_name='law')),
                ('prepared_on', models.DateField(blank=True, null=True, verbose_name='prepared on')),
                ('method', models.CharField(blank=True, choices=[('self', 'Self-assessment'), ('third-party', 'Assessment by a third party')], max_length=20, verbose_name='method')),
                ('reviewed_on', models.DateField(blank=True, help_text='Look at the statement again at least once a year.', null=True, verbose_name='last reviewed on')),
                ('email', models.EmailField(blank=True, help_text='Readers can report barriers as soon as there is an address. Reports are sent to it.', max_length=254, verbose_name='e-mail address for reports')),
                ('telephone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('enforcement_body', models.CharField(blank=True, help_text='To whom people can turn if your answer does not satisfy them.', max_length=200, verbose_name='enforcement body')),
                ('enforcement_url', models.URLField(blank=True, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='its web address')),
            ],
            options={
                'verbose_name': 'Accessibility statement',
                'constraints': [models.CheckConstraint(condition=models.Q(('status', ''), models.Q(('prepared_on__isnull', False), models.Q(('method', ''), _negated=True)), _connector='OR'), name='accessibility_statement_says_how_it_was_prepared', violation_error_message='Say when the statement was prepared, and by which method.'), models.CheckConstraint(condition=models.Q(('reviewed_on__isnull', True), ('prepared_on__isnull', True), ('reviewed_on__gte', models.F('prepared_on')), _connector='OR'), name='accessibility_statement_reviewed_after_it_was_prepared', violation_error_message='The statement cannot have been reviewed before it was prepared.')],
            },
        ),
        migrations.CreateModel(
            name='StatementTexts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('non_compliance', models.TextField(blank=True, verbose_name='what does not comply with the law')),
                ('burden', models.TextField(blank=True, verbose_name='what would be a disproportionate burden')),
                ('out_of_scope', models.TextField(blank=True, verbose_name='what the law does not cover')),
                ('alternatives', models.TextField(blank=True, verbose_name='alternatives')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('statement', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='freistadt_accessibility.accessibilitystatement')),
            ],
            options={
                'verbose_name': 'texts of the accessibility statement',
                'verbose_name_plural': 'texts of the accessibility statement',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('statement', 'locale'), name='accessibility_texts_once', violation_error_message='There are texts in this language already.')],
            },
        ),
    ]
