"""Events as iCalendar (RFC 5545)."""


def event_calendar(event, request) -> bytes:
    raise NotImplementedError
