"""Sealing, keys, search tokens, isolation between practices, and the record of who did what."""
