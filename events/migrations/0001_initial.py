import cms.stories.types
import django.core.validators
import django.db.models.deletion
import events.clock
import events.fields
import events.models
import modelcluster.contrib.taggit
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        # A site may have images of its own. Not as makemigrations writes it: images are not swappable to Django.
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(get_document_model_string()),
        ('freistadt_tags', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='EventIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(blank=True, help_text='One or two sentences, at most 400 characters. Shown in lists, in search results and when the page is shared.', validators=[django.core.validators.MaxLengthValidator(400)], verbose_name='summary')),
                ('review_date', models.DateField(blank=True, help_text="From that day on, the page is on the list “To be reviewed” of the admin's home.", null=True, verbose_name='look at this page again on')),
                ('translation_priority', models.SmallIntegerField(choices=[(0, 'Low'), (1, 'Normal'), (2, 'High')], default=1, help_text='Translators see important pages first.', verbose_name='importance of translations')),
                ('minor_change', models.BooleanField(default=False, help_text='Tick this if only a slip was corrected: when you publish, no translation is called outdated because of it.', verbose_name='minor change, translations stay valid')),
                ('translation_record', models.JSONField(blank=True, default=dict, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'list of events',
                'verbose_name_plural': 'lists of events',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='EventPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(blank=True, help_text='One or two sentences, at most 400 characters. Shown in lists, in search results and when the page is shared.', validators=[django.core.validators.MaxLengthValidator(400)], verbose_name='summary')),
                ('lead_image_alt', models.CharField(blank=True, help_text='What is to be seen, for people who cannot see it. Leave it empty if the image only decorates.', max_length=300, verbose_name='description of the lead image')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 6), ('quote', 10), ('question_answer', 13), ('call_to_action', 18), ('document', 21), ('table', 27), ('related_pages', 31), ('video', 35), ('map', 39)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 200}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('h2', 'Section'), ('h3', 'Subsection')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'description': 'Running text, with links and lists.', 'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'code', 'superscript', 'subscript'], 'icon': 'pilcrow', 'label': 'Paragraph', 'preview_value': '<p>The council has decided.</p>', 'template': 'freistadt_pages/blocks/paragraph.html'}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 5: ('wagtail.blocks.CharBlock', (), {'help_text': 'Credit and licence are added by themselves.', 'label': 'Caption', 'max_length': 300, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Words'}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 200, 'required': False}), 9: ('wagtail.blocks.URLBlock', (), {'help_text': 'A web address.', 'label': 'Where it can be read', 'required': False, 'validators': [django.core.validators.URLValidator(schemes=['http', 'https'])]}), 10: ('wagtail.blocks.StructBlock', [[('text', 7), ('attribution', 8), ('source', 9)]], {}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'Question', 'max_length': 300}), 12: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'code', 'superscript', 'subscript'], 'label': 'Answer'}), 13: ('wagtail.blocks.StructBlock', [[('question', 11), ('answer', 12)]], {}), 14: ('wagtail.blocks.TextBlock', (), {'help_text': 'Why readers should do it.', 'label': 'Text', 'required': False}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': 'What they do, for example “Sign up”.', 'label': 'Button', 'max_length': 80}), 16: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 17: ('wagtail.blocks.URLBlock', (), {'label': 'Or web address', 'required': False, 'validators': [django.core.validators.URLValidator(schemes=['http', 'https'])]}), 18: ('wagtail.blocks.StructBlock', [[('text', 14), ('button', 15), ('page', 16), ('url', 17)]], {}), 19: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': "If it should differ from the document's own.", 'label': 'Title', 'max_length': 200, 'required': False}), 21: ('wagtail.blocks.StructBlock', [[('document', 19), ('title', 20)]], {}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the table shows.', 'label': 'Caption', 'max_length': 200}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 24: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link'], 'label': 'Formatted text', 'required': False}), 25: ('wagtail.blocks.DecimalBlock', (), {'label': 'Number', 'required': False}), 26: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 23), ('rich_text', 24), ('number', 25)]], {'label': 'Table'}), 27: ('wagtail.blocks.StructBlock', [[('caption', 22), ('table', 26)]], {}), 28: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 120, 'required': False}), 29: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'}), 30: ('wagtail.blocks.ListBlock', (29,), {'label': 'Pages', 'max_num': 12, 'min_num': 1}), 31: ('wagtail.blocks.StructBlock', [[('heading', 28), ('pages', 30)]], {}), 32: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 200}), 33: ('wagtail.blocks.URLBlock', (), {'help_text': 'Where it can be watched; readers without JavaScript are led there.', 'label': 'Page of the video', 'validators': [django.core.validators.URLValidator(schemes=['http', 'https'])]}), 34: ('wagtail.blocks.URLBlock', (), {'help_text': 'The “embed” address, for example https://example.org/videos/embed/…. Loaded only on a click.', 'label': 'Address of the player', 'validators': [django.core.validators.URLValidator(schemes=['http', 'https'])]}), 35: ('wagtail.blocks.StructBlock', [[('title', 32), ('url', 33), ('player', 34)]], {}), 36: ('wagtail.blocks.CharBlock', (), {'label': 'Name of the place', 'max_length': 200}), 37: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 6, 'label': 'Latitude', 'validators': [django.core.validators.MinValueValidator(-85), django.core.validators.MaxValueValidator(85)]}), 38: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 6, 'label': 'Longitude', 'validators': [django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)]}), 39: ('wagtail.blocks.StructBlock', [[('title', 36), ('latitude', 37), ('longitude', 38)]], {})}, verbose_name='text')),
                ('review_date', models.DateField(blank=True, help_text="From that day on, the page is on the list “To be reviewed” of the admin's home.", null=True, verbose_name='look at this page again on')),
                ('translation_priority', models.SmallIntegerField(choices=[(0, 'Low'), (1, 'Normal'), (2, 'High')], default=1, help_text='Translators see important pages first.', verbose_name='importance of translations')),
                ('minor_change', models.BooleanField(default=False, help_text='Tick this if only a slip was corrected: when you publish, no translation is called outdated because of it.', verbose_name='minor change, translations stay valid')),
                ('translation_record', models.JSONField(blank=True, default=dict, editable=False, null=True)),
                ('next_steps', wagtail.fields.StreamField([('step', 2)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.stories.types.story_kind_choices, 'label': 'What is expected'}), 1: ('cms.pages.widgets.DayBlock', (), {'help_text': 'Shown as overdue when this day is over and the page is not there.', 'label': 'Expected from'}), 2: ('wagtail.blocks.StructBlock', [[('kind', 0), ('expected_from', 1)]], {})}, help_text='What is announced, before there is a page for it. Once there is one, publish it and add it above, as a page to which this one led: the announcement of that kind then disappears by itself.', verbose_name='next steps')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, help_text='In degrees, for example 51.511389.', max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, help_text='In degrees, for example 7.464722.', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('start_date', models.DateField(null=True, verbose_name='first day')),
                ('start_time', models.TimeField(blank=True, null=True, verbose_name='begins at')),
                ('end_date', models.DateField(blank=True, help_text='Leave it empty if it ends on the day on which it begins.', null=True, verbose_name='last day')),
                ('end_time', models.TimeField(blank=True, null=True, verbose_name='ends at')),
                ('all_day', models.BooleanField(default=False, help_text='No times are shown then.', verbose_name='lasts all day')),
                ('open_end', models.BooleanField(default=False, help_text='It is not known when it ends, or it ends when the last one leaves.', verbose_name='open end')),
                ('time_zone', models.CharField(default=events.models.default_time_zone, help_text='The clock by which the times above are meant.', max_length=64, validators=[events.fields.validate_time_zone], verbose_name='time zone')),
                ('starts_at', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('finishes_at', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('repeats', models.CharField(blank=True, choices=[('', 'does not repeat'), ('daily', 'Every day'), ('weekly', 'Every week'), ('fortnightly', 'Every two weeks'), ('monthly_by_date', 'Every month on the same date'), ('monthly_by_weekday', 'Every month on the same weekday'), ('yearly', 'Every year')], default='', max_length=20, verbose_name='repeats')),
                ('repeat_until', models.DateField(blank=True, help_text='The last day on which it may take place.', null=True, verbose_name='repeats until')),
                ('exceptions', wagtail.fields.StreamField([('left_out', 1), ('cancelled', 1), ('moved', 6)], blank=True, block_lookup={0: ('cms.pages.widgets.DayBlock', (), {'label': 'Day'}), 1: ('wagtail.blocks.StructBlock', [[('day', 0)]], {}), 2: ('cms.pages.widgets.DayBlock', (), {'help_text': 'The day on which it would have taken place.', 'label': 'Day'}), 3: ('cms.pages.widgets.DayBlock', (), {'help_text': 'What you leave empty stays as it is.', 'label': 'New day', 'required': False}), 4: ('cms.pages.widgets.ClockBlock', (), {'label': 'Begins at', 'required': False}), 5: ('cms.pages.widgets.ClockBlock', (), {'label': 'Ends at', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('day', 2), ('new_date', 3), ('new_start_time', 4), ('new_end_time', 5)]], {})}, help_text='Days on which it is left out, is cancelled or takes place at another time.', verbose_name='exceptions')),
                ('status', models.CharField(choices=[('scheduled', 'Takes place as planned'), ('cancelled', 'Cancelled'), ('postponed', 'Postponed, new date to be announced'), ('rescheduled', 'Moved to another date'), ('moved_online', 'Takes place online instead')], default='scheduled', help_text='A cancelled event stays visible, and says everywhere that it is cancelled.', max_length=20, verbose_name='status')),
                ('previous_start_date', models.DateField(blank=True, help_text='If it was moved: the day for which it was announced.', null=True, verbose_name='first planned for')),
                ('attendance_mode', models.CharField(choices=[('onsite', 'On site'), ('online', 'Online'), ('mixed', 'On site and online')], default='onsite', max_length=10, verbose_name='how to take part')),
                ('venue_name', models.CharField(blank=True, help_text='For example “Town Hall, Room 3”.', max_length=200, verbose_name='venue')),
                ('street_address', models.CharField(blank=True, max_length=200, verbose_name='street and number')),
                ('postal_code', models.CharField(blank=True, max_length=20, verbose_name='postal code')),
                ('locality', models.CharField(blank=True, max_length=100, verbose_name='town')),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('online_url', models.URLField(blank=True, help_text='Public: everybody can see it.', validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='link to take part online')),
                ('online_url_after_registration', models.BooleanField(default=False, help_text='Readers are told so. Leave the link above empty then.', verbose_name='the link is sent after registration')),
                ('registration_url', models.URLField(blank=True, help_text='The web address of the form.', validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='registration')),
                ('registration_opens', models.DateTimeField(blank=True, help_text='By the clock of your account.', null=True, verbose_name='registration opens')),
                ('registration_closes', models.DateTimeField(blank=True, help_text='By the clock of your account.', null=True, verbose_name='registration closes')),
                ('capacity', models.PositiveIntegerField(blank=True, help_text='How many people can take part.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='places')),
                ('fully_booked', models.BooleanField(default=False, verbose_name='fully booked')),
                ('spoken_languages', events.fields.LanguagesField(blank=True, default=list, help_text='Including those into which it is interpreted.', verbose_name='languages spoken')),
                ('recording_url', models.URLField(blank=True, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='recording')),
                ('lead_image', models.ForeignKey(blank=True, help_text='Shown at the top and in lists. Its credit and licence must be known.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='lead image')),
                ('slides', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_document_model_string(), verbose_name='slides')),
                ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='Begin to type, and choose from the list. The list is kept under “Tags” in the menu.', through='freistadt_tags.PageTag', to='freistadt_tags.Tag', verbose_name='tags')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
            },
            bases=(events.clock.OnItsClock, wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='EventOccurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_date', models.DateField()),
                ('starts_at', models.DateTimeField()),
                ('finishes_at', models.DateTimeField()),
                ('is_cancelled', models.BooleanField(default=False)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='freistadt_events.eventpage')),
            ],
            options={
                'verbose_name': 'date of an event',
                'verbose_name_plural': 'dates of events',
            },
        ),
        migrations.AddConstraint(
            model_name='eventpage',
            constraint=models.CheckConstraint(condition=models.Q(('finishes_at__gte', models.F('starts_at'))), name='event_ends_after_it_begins', violation_error_message='An event cannot end before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='eventpage',
            constraint=models.CheckConstraint(condition=models.Q(('registration_opens__isnull', True), ('registration_closes__isnull', True), ('registration_closes__gt', models.F('registration_opens')), _connector='OR'), name='event_registration_closes_after_it_opens', violation_error_message='Registration cannot close before it opens.'),
        ),
        migrations.AddIndex(
            model_name='eventoccurrence',
            index=models.Index(fields=['event', 'finishes_at'], name='event_occurrence_order'),
        ),
    ]
