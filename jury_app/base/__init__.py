"""What every room stands on: error kinds, clock, ids, places of files, texts, children."""
