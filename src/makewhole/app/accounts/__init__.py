"""Who may sign in, for which practice, and what each role may see."""
