"""What each box asks for, and how sure that is."""
