"""Where the work is, for the templates of jobs."""

from django import template

from cms import cldr

register = template.Library()


@register.filter
def job_address(job) -> list[str]:
    """The lines of a job's address: street, town, country."""
    town = f"{job.postal_code} {job.locality}".strip()
    return [line for line in (job.street_address, town, cldr.country_name(job.country)) if line]
