"""An attached record as a part of the packet."""
