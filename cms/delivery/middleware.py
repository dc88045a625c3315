"""What happens to every answer on its way out."""

from django.middleware.gzip import GZipMiddleware

#: What is not text/… and becomes much smaller all the same. Pictures and documents are compressed already.
COMPRESSIBLE = {"application/atom+xml", "application/json", "application/xml", "image/svg+xml"}


class CompressionMiddleware(GZipMiddleware):
    """Compresses texts for browsers that take gzip, with Django's protection against BREACH (https://breachattack.com)."""

    def process_response(self, request, response):
        kind = response.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind.startswith("text/") or kind in COMPRESSIBLE:
            return super().process_response(request, response)
        return response
