import django.core.validators
import django.db.models.deletion
import wagtail.contrib.routable_page.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='OrganisationIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(blank=True, help_text='One or two sentences, at most 400 characters. Shown in lists, in search results and when the page is shared.', validators=[django.core.validators.MaxLengthValidator(400)], verbose_name='summary')),
                ('review_date', models.DateField(blank=True, help_text="From that day on, the page is on the list “To be reviewed” of the admin's home.", null=True, verbose_name='look at this page again on')),
                ('translation_priority', models.SmallIntegerField(choices=[(0, 'Low'), (1, 'Normal'), (2, 'High')], default=1, help_text='Translators see important pages first.', verbose_name='importance of translations')),
                ('minor_change', models.BooleanField(default=False, help_text='Tick this if only a slip was corrected: when you publish, no translation is called outdated because of it.', verbose_name='minor change, translations stay valid')),
                ('translation_record', models.JSONField(blank=True, default=dict, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'list of organisations',
                'verbose_name_plural': 'lists of organisations',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
    ]
