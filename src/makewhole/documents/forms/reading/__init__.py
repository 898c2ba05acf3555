"""From a PDF to its boxes, each with the words around it."""
