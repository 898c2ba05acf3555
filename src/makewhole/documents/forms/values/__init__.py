"""The named values that a box can hold, and how they are written."""
