"""The one way in: the terminal, the window, or a child of either."""

import sys
from importlib import import_module

CHILDREN = {
    "keys": "jury_app.exchange.keychild",
    "probe": "jury_app.screening.probechild",
    "sheet": "jury_app.intake.sheetchild",
    "print": "jury_app.reports.printchild",
    "verify": "jury_app.exchange.verifychild",
}
"""Name of a child → the module whose `main()` it runs. Nothing is discovered."""


def main() -> int:
    """Run what the command line asks for; the answer is the exit status."""
    if len(sys.argv) == 3 and sys.argv[1] == "--child" and sys.argv[2] in CHILDREN:
        import_module(CHILDREN[sys.argv[2]]).main()
        return 0
    from jury_app.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
