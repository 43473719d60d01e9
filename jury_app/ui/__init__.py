"""The desks in windows."""

from jury_app.ui import memory
from jury_app.ui.singletons import hold

hold()
memory.share()
memory.look_rarely()
