"""The insurers: who they are, what each asks, and its own form filled."""
