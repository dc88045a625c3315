"""Every type of page of the demo, and where it is: for the browser tests and for `make screenshots`."""

LANGUAGES = ("en", "ca", "ar")
EVENT = "events/dortmund-reference-municipality/"
#: What is behind a password; `hide` puts it there.
PRIVATE = "events/looking-back/"
PASSWORD = "an-open-secret"
#: By name, the address below that of a language.
PAGES = {
    "home": "",
    "events": "events/",
    "events-filtered": "events/?tag=public-administration",
    "events-past": "events/?state=past",
    "event": EVENT,
    "event-coming": "events/open-evening/",
    "event-cancelled": "events/who-may-read-the-source-code/",
    "event-german-only": "veranstaltungen/offene-sprechstunde/",
    "campaigns": "campaigns/",
    "campaign": "campaigns/public-money-public-code/",
    "decisions": "decisions/",
    "decision": "decisions/dortmund-coordination-office/",
    "jobs": "jobs/",
    "job": "jobs/coordination-office-lead/",
    "job-open": "jobs/open-formats-trainer/",
    "organisations": "organisations/",
    "organisation": "organisations/city-of-dortmund/",
    "standard": "about/",
    "search": "search/?q=dortmund",
    "search-nothing": "search/?q=zzzqqqxxx",
    "translations": "translations/",
    "accessibility": "accessibility/",
    "barrier": "accessibility/report/?page=/en/events/",
    "missing": "there-is-nothing-here/",
    "login": "_util/login/",
    "password": PRIVATE,
}


def log_in(page, site: str, name: str) -> None:
    """Sign in to the admin of the demo, which is then open."""
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("demo-password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{site}/admin/")


def hide(browser, site: str) -> None:
    """Put PRIVATE behind a password, as the admin's own form does; nothing if it is there already."""
    context = browser.new_context()
    page = context.new_page()
    log_in(page, site, "admin")
    slug = PRIVATE.strip("/").rpartition("/")[2]
    for found in context.request.get(f"{site}/api/v2/pages/?slug={slug}").json()["items"]:
        (token,) = (cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")
        answer = context.request.post(
            f"{site}/admin/pages/{found['id']}/privacy/",
            form={"restriction_type": "password", "password": PASSWORD, "csrfmiddlewaretoken": token},
        )
        assert answer.ok, answer.text()
    context.close()
