"""The desks in a terminal."""
