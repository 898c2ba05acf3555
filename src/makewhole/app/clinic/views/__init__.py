"""The pages of the desk: short functions that open, ask the library, and show."""
