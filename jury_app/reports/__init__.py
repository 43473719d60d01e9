"""What is printed and exported: scorecards, standings, dossiers, minutes, spreadsheets."""
