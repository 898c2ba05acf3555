"""Issuing packets: numbered, sealed, opened again, shared by a link, corrected, voided, and made for a whole month."""
