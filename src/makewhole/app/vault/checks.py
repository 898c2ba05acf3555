"""Checks at start that no model escapes its practice."""
