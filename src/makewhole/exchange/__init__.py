"""Wires: files in, X12 and FHIR out."""
