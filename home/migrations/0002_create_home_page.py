"""A new site has a home page from the start, in the default language."""

from django.db import migrations


def create_home_page(apps, schema_editor):
    ContentType = apps.get_model("contenttypes.ContentType")
    Locale = apps.get_model("wagtailcore.Locale")
    Page = apps.get_model("wagtailcore.Page")
    Site = apps.get_model("wagtailcore.Site")
    HomePage = apps.get_model("freistadt_home.HomePage")

    Page.objects.filter(depth=2).delete()
    content_type, _created = ContentType.objects.get_or_create(model="homepage", app_label="freistadt_home")
    home_page = HomePage.objects.create(
        title="Freistadt",
        draft_title="Freistadt",
        slug="home",
        content_type=content_type,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
        show_in_menus=False,
        locale=Locale.objects.first(),
    )
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home_page, is_default_site=True)


def remove_home_page(apps, schema_editor):
    apps.get_model("freistadt_home.HomePage").objects.filter(slug="home", depth=2).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("freistadt_home", "0001_initial"),
        ("wagtailcore", "0090_remove_grouppagepermission_permission_type"),
    ]
    operations = [migrations.RunPython(create_home_page, remove_home_page)]
