import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import uuid
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        # A site may have images of its own. Not as makemigrations writes it: images are not swappable to Django.
        migrations.swappable_dependency(get_image_model_string()),
        ('wagtailcore', '0098_apitoken'),
        ('wagtailcore', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, help_text='In degrees, for example 51.511389.', max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, help_text='In degrees, for example 7.464722.', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('name', models.CharField(max_length=255, verbose_name='name')),
                ('short_name', models.CharField(blank=True, help_text='For places with little room, for example “FSFE”.', max_length=60, verbose_name='short name')),
                ('slug', models.SlugField(blank=True, help_text='The end of the address of its page, the same in all languages. Made from the name if you leave it empty; if you change it, the old address leads nowhere.', max_length=100, verbose_name='slug')),
                ('kind', models.CharField(choices=[('municipality', 'Municipality'), ('authority', 'Public authority'), ('association', 'Association'), ('foundation', 'Foundation'), ('company', 'Company'), ('school', 'School or university'), ('other', 'Other')], default='association', max_length=20, verbose_name='kind')),
                ('website', models.URLField(blank=True, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='website')),
                ('official_key', models.CharField(blank=True, help_text='In Germany the eight digits of the AGS, for example 05913000.', max_length=12, validators=[django.core.validators.RegexValidator('^[0-9]{2,12}\\Z', 'The key has between 2 and 12 digits, and nothing else.')], verbose_name='official municipality key')),
                ('wikidata_id', models.CharField(blank=True, help_text='For search engines: which thing in the world is meant, for example Q1295 for Dortmund.', max_length=20, validators=[django.core.validators.RegexValidator('^Q[1-9][0-9]*\\Z', 'A Wikidata id is a Q and a number, for example Q1295.')], verbose_name='Wikidata id')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('logo', models.ForeignKey(blank=True, help_text='Its credit and licence must be known.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='logo')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ['name'],
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, help_text='The last day. Leave it empty for as long as it lasts.', null=True, verbose_name='until')),
                ('member_of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='freistadt_directory.organisation', verbose_name='member of')),
                ('organisation', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='freistadt_directory.organisation')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PageOrganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('role', models.CharField(choices=[('organiser', 'Organiser'), ('partner', 'Partner'), ('supporter', 'Supporter'), ('employer', 'Employer'), ('deciding_body', 'Deciding body'), ('subject', 'This page is about')], default='organiser', max_length=20, verbose_name='part')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='freistadt_directory.organisation', verbose_name='organisation')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_organisations', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('name', models.CharField(max_length=255, verbose_name='name')),
                ('role', models.CharField(blank=True, help_text='What readers turn to them for.', max_length=255, verbose_name='role')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('telephone', models.CharField(blank=True, help_text="With the country's code, for example +49 231 500.", max_length=40, verbose_name='telephone')),
                ('consent', models.BooleanField(default=False, help_text='Without it, the person is shown on no page.', verbose_name='has agreed to be named here')),
                ('show_until', models.DateField(blank=True, help_text='From the next day on, the person is shown on no page.', null=True, verbose_name='show until')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='freistadt_directory.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['name'],
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='PageContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_contacts', to=settings.WAGTAIL_PAGE_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='freistadt_directory.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(fields=('locale', 'slug'), name='organisation_slug_once', violation_error_message='Another organisation has this slug. Choose another.'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='organisation_whole_coordinates', violation_error_message='Give both latitude and longitude, or neither.'),
        ),
        migrations.AlterUniqueTogether(
            name='organisation',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='membership_ends_after_it_begins', violation_error_message='A membership must end after it begins.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('member_of', models.F('organisation')), _negated=True), name='membership_of_another', violation_error_message='An organisation cannot be a member of itself.'),
        ),
        migrations.AlterUniqueTogether(
            name='person',
            unique_together={('translation_key', 'locale')},
        ),
    ]
