"""The desks in windows."""

from jury_app.ui import importing, memory, singletons

singletons.hold()
memory.give_back()
memory.look_rarely()
importing.load()
