"""Bringing patients in from other systems: looked through first, nobody doubled, and undone as a whole."""
