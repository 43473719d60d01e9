"""Addresses of works that are no file: which of them a juror's program may open. Pure."""

from urllib.parse import urlsplit

_LONGEST = 2000


def is_plain_address(text: str) -> bool:
    """Whether `text` is an https address with a host, nobody's name or password, nothing hidden."""
    if len(text) > _LONGEST or not text.isprintable() or any(char.isspace() for char in text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and port != 0
    )
