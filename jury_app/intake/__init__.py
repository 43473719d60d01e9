"""Reading what others made: submissions, jurors, score sheets: bounded and previewed."""
