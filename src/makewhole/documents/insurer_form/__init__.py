"""The insurer's own form, filled, as a part of the packet."""
