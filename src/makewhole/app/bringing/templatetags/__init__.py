"""Template tags of bringing patients in."""
