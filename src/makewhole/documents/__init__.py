"""Paper: one folder a document, with what goes in (`builder.py`) beside how it looks (`template.typ`)."""
