"""Film files: fingerprint, match, media facts, packs, coverage. No Qt."""
