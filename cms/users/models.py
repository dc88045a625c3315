"""The people who work on the site."""

from django.contrib.auth.models import AbstractUser

from .translators import TranslatorMixin


class User(TranslatorMixin, AbstractUser):
    """An editor, translator or administrator. Custom from the first migration, because it cannot be swapped later."""

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"
