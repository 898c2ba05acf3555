"""Words of the insurers for templates."""
