"""The desks in windows."""

from jury_app.ui import memory, singletons
from jury_app.ui.importing import plainly

singletons.hold()
memory.share()
memory.look_rarely()
plainly()
