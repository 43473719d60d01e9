"""The terminal's way in."""


def run(arguments: list[str]) -> int:
    """Run one command line; the answer is the exit status."""
    print(arguments)
    return 2
