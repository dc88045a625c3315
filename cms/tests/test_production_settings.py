"""Production refuses to start without what it needs, and starts with it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

COMPLETE = {
    "SECRET_KEY": "a-key-of-the-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "freistadt.example,www.freistadt.example",
    "BASE_URL": "https://freistadt.example/",
}
SHOW = "from django.conf import settings; print({})"


def run(*arguments: str, tmp_path, **variables: str) -> subprocess.CompletedProcess:
    """Python with the settings of production, and no variable but those given."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "VAR_DIR": str(tmp_path),
        **variables,
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def shown(expression: str, tmp_path, **variables: str) -> str:
    result = run("-c", SHOW.format(expression), tmp_path=tmp_path, **{**COMPLETE, **variables})
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def refusal(tmp_path, **variables: str) -> str:
    result = run("-c", SHOW.format("settings.DEBUG"), tmp_path=tmp_path, **variables)
    assert result.returncode != 0
    return result.stderr.strip().splitlines()[-1]


def test_without_anything_every_missing_variable_is_named(tmp_path):
    message = refusal(tmp_path)
    assert "SECRET_KEY, ALLOWED_HOSTS, BASE_URL" in message
    assert "README.md" in message


@pytest.mark.parametrize("name", COMPLETE)
def test_only_what_is_missing_is_named(tmp_path, name):
    message = refusal(tmp_path, **{**COMPLETE, name: ""})
    assert name in message
    assert not any(other in message for other in COMPLETE if other != name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("BASE_URL", "freistadt.example"),
        ("BASE_URL", "https://freistadt.example/site"),
        ("DATABASE_URL", "nonsense"),
        ("EMAIL_URL", "nonsense"),
        ("LIBRETRANSLATE_URL", "translate.example"),
    ],
)
def test_unusable_value_is_named(tmp_path, name, value):
    message = refusal(tmp_path, **{**COMPLETE, name: value})
    assert name in message
    assert "Error" not in message.partition(":")[2]


def test_with_what_it_needs_the_deployment_check_passes(tmp_path):
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, **COMPLETE)
    assert result.returncode == 0, result.stderr


def test_https_site_is_closed_tightly(tmp_path):
    assert shown("settings.CSRF_TRUSTED_ORIGINS", tmp_path) == "['https://freistadt.example']"
    assert shown("settings.WAGTAILADMIN_BASE_URL", tmp_path) == "https://freistadt.example"
    assert shown("settings.SESSION_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT", tmp_path) == "True True"
    assert shown("settings.SECURE_PROXY_SSL_HEADER", tmp_path) == "None"


def test_email_goes_where_email_url_says(tmp_path):
    url = "submission://someone:secret@mail.example"
    expression = "settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER"
    assert shown(expression, tmp_path, EMAIL_URL=url) == "mail.example 587 True someone"


def test_email_waits_in_the_outbox(tmp_path):
    backends = "cms.mail.backend.OutboxBackend django.core.mail.backends.smtp.EmailBackend"
    assert shown('settings.EMAIL_BACKEND, settings.FREISTADT["OUTBOX_BACKEND"]', tmp_path) == backends
