import cms.branding.validators
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
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
            name='SiteSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('site_name', models.CharField(default='Freistadt', max_length=80, verbose_name='name of the site')),
                ('publisher', models.CharField(blank=True, help_text='Who is responsible for this site, for the footer.', max_length=200, verbose_name='publisher')),
                ('main_colour', models.CharField(default='#14554a', help_text='For links, buttons and the footer. All shades, also those of dark mode, are made from it.', max_length=7, validators=[cms.branding.validators.check_main_colour], verbose_name='main colour')),
                ('accent_colour', models.CharField(default='#a03a1f', help_text='For lines, and the mark around what is chosen with the keyboard.', max_length=7, validators=[cms.branding.validators.check_accent_colour], verbose_name='accent colour')),
                ('footer_pages', wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'})}, help_text='For example the imprint and the privacy notice. Readers see them in their language, if possible.', verbose_name='pages in the footer')),
                ('source_code_url', models.URLField(blank=True, help_text="Where this site's software can be had.", validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='source code')),
                ('logo', models.ForeignKey(blank=True, help_text='A wide logo stands for the name, a square one beside it. In dark mode it is put on white, so that it can be seen.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='logo')),
                ('translate_page', models.ForeignKey(blank=True, help_text='A page that tells volunteers how to begin. Linked from the notice above untranslated pages.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='how to help translating')),
            ],
            options={
                'verbose_name': 'The site',
            },
        ),
        migrations.CreateModel(
            name='FooterText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('text', models.CharField(help_text='A sentence or two, at most 300 characters. Readers of other languages see it in the next best.', max_length=300, verbose_name='text')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='footer_texts', to='wagtailcore.locale', verbose_name='language')),
                ('settings', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='footer_texts', to='freistadt_branding.sitesettings')),
            ],
            options={
                'verbose_name': 'text of the footer',
                'verbose_name_plural': 'texts of the footer',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('locale',), name='footer_text_once', violation_error_message='The footer has a text in this language already.')],
            },
        ),
    ]
