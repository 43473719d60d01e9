"""How signed words travel: keys, envelopes, sealing, channels, mailboxes, ledger, bundle."""
