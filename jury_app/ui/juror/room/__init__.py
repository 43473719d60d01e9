"""The room: one film on the screen, and beside it what the juror writes, reads and scores."""
