import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='PageRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('kind', models.CharField(choices=[('came_of', 'came of'), ('led_to', 'led to'), ('part_of', 'is part of'), ('includes', 'includes'), ('about', 'is about'), ('explained_by', 'is explained by'), ('related', 'has to do with')], max_length=20, verbose_name='this page …')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_relations', to=settings.WAGTAIL_PAGE_MODEL)),
                ('related', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'relation',
                'verbose_name_plural': 'relations',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
