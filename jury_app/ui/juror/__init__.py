"""The juror's desk in a window."""
