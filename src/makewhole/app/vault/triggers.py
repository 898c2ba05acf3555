"""Triggers by which the database itself refuses to change or delete an audit entry."""

from typing import Any

TABLE = "vault_auditentry"
SAYS = "audit entries are never changed or deleted"
SQLITE = {
    action: f"CREATE TRIGGER {TABLE}_no_{action.lower()} BEFORE {action} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    for action in ("UPDATE", "DELETE")
}
POSTGRES = (
    f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$",
    f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
)


def lay(connection: Any) -> None:
    """Make the triggers."""
    with connection.cursor() as cursor:
        for statement in POSTGRES if connection.vendor == "postgresql" else SQLITE.values():
            cursor.execute(statement)


def lift(connection: Any) -> None:
    """Drop the triggers: for taking the migration back, never while the workspace is in use."""
    names = [f"{TABLE}_no_change"] if connection.vendor == "postgresql" else [f"{TABLE}_no_{a.lower()}" for a in SQLITE]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(
                f"DROP TRIGGER IF EXISTS {name}" + (f" ON {TABLE}" if connection.vendor == "postgresql" else "")
            )
