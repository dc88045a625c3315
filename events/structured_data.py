"""Events as schema.org JSON-LD."""


def event_json_ld(event, request) -> dict:
    return {}
