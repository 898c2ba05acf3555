"""How the workspace looks: one set of styles, templates and components, in two languages and two themes."""
