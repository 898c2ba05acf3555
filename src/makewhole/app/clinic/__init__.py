"""Patients and visits: the spine that is searched, and the sealed records behind it."""
