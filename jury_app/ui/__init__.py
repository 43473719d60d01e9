"""The desks in windows."""

from jury_app.ui.singletons import hold

hold()
