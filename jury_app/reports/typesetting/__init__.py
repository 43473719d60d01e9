"""Typesetting: foreign text of any script becomes placed glyphs, never markup."""
