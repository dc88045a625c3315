import django.core.validators
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
            name='Banner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='For editors; readers do not see it.', max_length=100, verbose_name='name')),
                ('starts_at', models.DateTimeField(blank=True, help_text='Leave it empty to show the banner at once.', null=True, verbose_name='shown from')),
                ('ends_at', models.DateTimeField(blank=True, help_text='Of several banners, readers see the one that ends first; without an end, the newest.', null=True, verbose_name='shown until')),
                ('url', models.URLField(blank=True, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='or to the web address')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('page', models.ForeignKey(blank=True, help_text='The banner is shown only while everybody can see the page.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='leads to the page')),
            ],
            options={
                'verbose_name': 'banner',
                'verbose_name_plural': 'banners',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BannerSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('banner', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='freistadt_banners.banner')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'section of a banner',
                'verbose_name_plural': 'sections of banners',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='BannerText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='One or two sentences, at most 200 characters.', max_length=200, verbose_name='text')),
                ('button', models.CharField(help_text='What readers can do, for example “Support our work”.', max_length=60, verbose_name='button')),
                ('banner', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='freistadt_banners.banner')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
            ],
            options={
                'verbose_name': 'text of a banner',
                'verbose_name_plural': 'texts of banners',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='banner',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), ('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='banner_ends_after_it_starts', violation_error_message='The banner must end after it starts.'),
        ),
        migrations.AddConstraint(
            model_name='banner',
            constraint=models.CheckConstraint(condition=models.Q(('page__isnull', True), ('url', ''), _connector='OR'), name='banner_leads_to_one_place', violation_error_message='The banner can lead to a page or to a web address, not to both.'),
        ),
        migrations.AddConstraint(
            model_name='bannertext',
            constraint=models.UniqueConstraint(fields=('banner', 'locale'), name='banner_text_once', violation_error_message='The banner has a text in this language already.'),
        ),
    ]
