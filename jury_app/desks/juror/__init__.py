"""The juror's desk: join, attach, score, sign, revise, recuse, sync."""
