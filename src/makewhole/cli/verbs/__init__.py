"""One verb a file; each exposes `command`."""
