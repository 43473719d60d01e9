"""Sheets filled from the store: scorecards, standings, dossiers, minutes as they are printed."""
