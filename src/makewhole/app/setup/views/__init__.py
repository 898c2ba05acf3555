"""The pages of the settings, a module for each kind."""
