"""Answers are sent as small as browsers allow."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cms.delivery.middleware import CompressionMiddleware

TEXT = "Freistadt speaks every language of its readers. " * 20


def answer(content_type: str, accepted: str = "br, gzip") -> HttpResponse:
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepted})
    return CompressionMiddleware(lambda _request: HttpResponse(TEXT, content_type=content_type))(request)


@pytest.mark.parametrize(
    "content_type", ["text/html; charset=utf-8", "text/calendar", "application/atom+xml", "application/json"]
)
def test_texts_are_compressed(content_type):
    response = answer(content_type)
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < len(TEXT) / 3
    assert gzip.decompress(response.content).decode() == TEXT
    assert "Accept-Encoding" in response["Vary"]


def test_who_takes_no_gzip_gets_the_text_as_it_is():
    response = answer("text/html", accepted="identity")
    assert response.content.decode() == TEXT
    assert "Accept-Encoding" in response["Vary"], "a cache must not give either of them to the other"


@pytest.mark.parametrize("content_type", ["image/webp", "application/pdf", "font/woff2"])
def test_what_is_compressed_already_is_left_alone(content_type):
    response = answer(content_type)
    assert response.content.decode() == TEXT
    assert "Content-Encoding" not in response
