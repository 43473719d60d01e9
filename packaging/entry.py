"""The frozen program's way in: the same as `python -m jury_app`."""

import sys

from jury_app.__main__ import main

sys.exit(main())
