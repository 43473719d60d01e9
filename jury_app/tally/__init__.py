"""What follows from the scorecards: standings, uncertainty, cuts, selection, assignment. No I/O."""
