"""Values written into boxes, and marks where to sign."""
