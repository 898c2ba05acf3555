"""How the workspace is put together, configured, served and checked."""
