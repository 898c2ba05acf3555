"""The pages of issuing."""
