"""The demo's tags, with a label in each of its languages."""

from wagtail.models import Locale

from cms.tags.models import Tag, TagLabel

#: By slug: the name, which is English as the site's default language, and the labels in the others.
TAGS = {
    "free-software": (
        "Free Software",
        {
            "de": "Freie Software",
            "fr": "Logiciel libre",
            "es": "Software libre",
            "it": "Software libero",
            "ca": "Programari lliure",
            "nl": "Vrije software",
            "ar": "برمجيات حرة",
            "pt": "Software livre",
            "pl": "Wolne oprogramowanie",
            "el": "Ελεύθερο λογισμικό",
            "tr": "Özgür yazılım",
        },
    ),
    "public-code": (
        "Public Money? Public Code!",
        {
            "de": "Öffentliches Geld? Öffentlicher Code!",
            "fr": "Argent public ? Code public !",
            "es": "¿Dinero público? ¡Código público!",
            "it": "Soldi pubblici? Codice pubblico!",
            "ca": "Diners públics? Codi públic!",
            "nl": "Publiek geld? Publieke code!",
            "ar": "أموال عامة؟ شفرة عامة!",
            "pt": "Dinheiro público? Código público!",
            "pl": "Publiczne pieniądze? Publiczny kod!",
            "el": "Δημόσιο χρήμα; Δημόσιος κώδικας!",
            "tr": "Kamu parası mı? Kamu kodu!",
        },
    ),
    "public-administration": (
        "Public administration",
        {
            "de": "Öffentliche Verwaltung",
            "fr": "Administration publique",
            "es": "Administración pública",
            "it": "Pubblica amministrazione",
            "ca": "Administració pública",
            "nl": "Openbaar bestuur",
            "ar": "الإدارة العامة",
            "pt": "Administração pública",
            "pl": "Administracja publiczna",
            "el": "Δημόσια διοίκηση",
            "tr": "Kamu yönetimi",
        },
    ),
    "digital-sovereignty": (
        "Digital sovereignty",
        {
            "de": "Digitale Souveränität",
            "fr": "Souveraineté numérique",
            "es": "Soberanía digital",
            "it": "Sovranità digitale",
            "ca": "Sobirania digital",
            "nl": "Digitale soevereiniteit",
            "ar": "السيادة الرقمية",
            "pt": "Soberania digital",
            "pl": "Suwerenność cyfrowa",
            "el": "Ψηφιακή κυριαρχία",
            "tr": "Dijital egemenlik",
        },
    ),
    "jobs": (
        "Jobs",
        {
            "de": "Stellen",
            "fr": "Emploi",
            "es": "Empleo",
            "it": "Lavoro",
            "ca": "Feina",
            "nl": "Vacatures",
            "ar": "وظائف",
            "pt": "Emprego",
            "pl": "Praca",
            "el": "Θέσεις εργασίας",
            "tr": "İş ilanları",
        },
    ),
    "beginners": (
        "For beginners",
        {
            "de": "Zum Einsteigen",
            "fr": "Pour débuter",
            "es": "Para empezar",
            "it": "Per iniziare",
            "ca": "Per començar",
            "nl": "Voor beginners",
            "ar": "للمبتدئين",
            "pt": "Para começar",
            "pl": "Dla początkujących",
            "el": "Για αρχάριους",
            "tr": "Yeni başlayanlar için",
        },
    ),
}


def load_tags(locales: dict[str, Locale]) -> dict[str, Tag]:
    """The tags by slug. Those that are there already stay as they are."""
    tags = {}
    for slug, (name, labels) in TAGS.items():
        tags[slug], created = Tag.objects.get_or_create(slug=slug, defaults={"name": name})
        if created:
            TagLabel.objects.bulk_create(
                TagLabel(tag=tags[slug], locale=locales[code], label=label) for code, label in labels.items()
            )
    return tags
