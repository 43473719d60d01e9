"""What each role does, one verb a function: the only composition of the rooms below."""
