"""The desks in windows."""
