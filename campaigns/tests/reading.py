"""What tests ask the pages of campaigns, decisions and jobs."""

import json
from datetime import UTC, datetime, timedelta

from bs4 import BeautifulSoup

from cms.tests.shared import valid_html

#: When the job of the site in conftest.py closes, and a second before.
CLOSES = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
BEFORE = CLOSES - timedelta(seconds=1)


def soup(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return valid_html(response)


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def facts(page) -> dict[str, str]:
    return {words(row.dt): " ".join(words(dd) for dd in row.find_all("dd")) for row in page.select(".facts dl > div")}


def structured(page, kind: str) -> dict:
    """The block of structured data of a type; empty if there is none."""
    blocks = [json.loads(script.string) for script in page.select('script[type="application/ld+json"]')]
    return next((block for block in blocks if block["@type"] == kind), {})
