"""The queue: the juror's films as cards, what is left of them, and what is missing here."""
