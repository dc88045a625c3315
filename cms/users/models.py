"""The people who work on the site."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An editor, translator or administrator. Custom from the first migration, because it cannot be swapped later."""
