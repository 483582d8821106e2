"""The same rows in PostgreSQL, to the microsecond: at a checkout of 2374776, from the SQLite database of `recipe.py`.

DATABASE_URL=sqlite:///made.sqlite3 python -m tests.upgrade.to_postgresql dump rows.json
DATABASE_URL=postgres://…/made      python -m tests.upgrade.to_postgresql load rows.json
pg_dump --no-owner --no-privileges --inserts --rows-per-insert=200 postgres://…/made | grep -v '^\\' | xz -9e
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from typing import Any

import django


def main(verb: str, path: str) -> None:
    from django.core.management import call_command
    from django.core.serializers.json import DjangoJSONEncoder
    from django.db import connection

    usual = DjangoJSONEncoder.default

    def exact(self: Any, value: Any) -> Any:  # Django's own keeps milliseconds
        return value.isoformat() if isinstance(value, datetime) else usual(self, value)

    DjangoJSONEncoder.default = exact  # type: ignore[method-assign]
    if verb == "dump":
        call_command("dumpdata", use_base_manager=True, output=path)
        return
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name != "django_migrations"]
        cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, tables))} CASCADE")
    call_command("loaddata", path)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crisis.settings")
    django.setup()
    main(*sys.argv[1:])
