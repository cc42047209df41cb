"""The verbs, by module; read before click is imported, so it imports nothing."""

#: verb -> the module of this package that holds it (its command is named ``command``).
VERBS: dict[str, str] = {
    "open": "open",
    "find": "find",
    "show": "show",
    "in-force": "in_force",
    "changes": "changes",
    "conflicts": "conflicts",
    "thread": "thread",
    "measures": "measures",
    "dates": "dates",
    "cite": "cite",
    "check": "check",
    "new": "new",
    "import": "import_",
    "keys": "keys",
    "where": "where",
    "schema": "schema",
    "completion": "completion",
}
