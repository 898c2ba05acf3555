"""The workspace: the only room that knows a database, a user or a request."""
