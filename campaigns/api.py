"""Facts of jobs in the API that are given only where their page shows them."""

from cms.outputs.api.fields import WholeField
from cms.text.urls import is_safe_link, without_unsafe_links


class HowToApplyField(WholeField):
    """How to apply, as rich text; null if one cannot."""

    def to_representation(self, job):
        return without_unsafe_links(job.how_to_apply) if job.is_open else None


class ApplicationURLField(WholeField):
    """Where to apply; null if one cannot."""

    def to_representation(self, job):
        return job.application_url if job.is_open and is_safe_link(job.application_url) else None
