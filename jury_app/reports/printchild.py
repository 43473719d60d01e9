"""The child `print`: draws documents and writes their files; it sees neither keys nor stores."""

from pathlib import Path

import msgspec

from jury_app.base.children import serve
from jury_app.base.files import write_durably
from jury_app.reports.documents import document
from jury_app.reports.printing import Job


def print_batch(request: object) -> list[int]:
    """Write every job's file; the answer is their sizes in bytes.

    Args:
        request: A list of `Job` as builtins.

    Raises:
        Problem: A file cannot be written or a font is missing.
    """
    sizes = []
    for job in msgspec.convert(request, type=list[Job]):
        content = document(job.content, job.paper)
        write_durably(Path(job.path), content)
        sizes.append(len(content))
    return sizes


def main() -> None:
    """Be the child."""
    serve(print_batch)
