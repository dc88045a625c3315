"""Licences, as visitors read them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """Licences of images by their SPDX identifier, as far as there is one (https://spdx.org/licenses/)."""

    CC0 = "CC0-1.0", "CC0 1.0"
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC_BY_3 = "CC-BY-3.0", "CC BY 3.0"
    CC_BY_SA_3 = "CC-BY-SA-3.0", "CC BY-SA 3.0"
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    PERMISSION = "permission", _("Used with permission")
    OWN = "own", _("Our own work, all rights reserved")

    @property
    def url(self) -> str:
        """Where the licence's text is to be read; empty for what is no licence."""
        return LICENCE_URLS.get(self, "")


LICENCE_URLS = {
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_3: "https://creativecommons.org/licenses/by/3.0/",
    Licence.CC_BY_SA_3: "https://creativecommons.org/licenses/by-sa/3.0/",
}
