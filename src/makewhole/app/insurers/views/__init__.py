"""The pages of the insurers."""
