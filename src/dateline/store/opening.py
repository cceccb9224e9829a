"""Opening the record: one SQLite file (WAL) or a PostgreSQL database, and the transactions on it.

A write on SQLite begins with BEGIN IMMEDIATE, so that it waits for its turn and never fails half-way; on PostgreSQL
what joins reports holds one advisory lock, for the same reason.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from dateline.store.faults import StoreError, fault_of
from dateline.store.schema import HEAD

WAIT_MS = 60_000
"""How long a writer waits for another one."""
CACHE_KB = 65_536
TURN = 0x64617465
"""The number of the advisory lock."""


def open_store(name: str, *, create: bool = False, read_only: bool = False) -> Engine:
    """An engine for the record `name`: the path of a file, or the URL of a PostgreSQL database.

    An older record is brought to the present form; a missing one is made where `create` says so. Raises StoreError.
    """
    url = _url(name)
    if url.get_backend_name() == "sqlite":
        _check_file(name, create)
    engine = engine_of(url, read_only)
    with faults_of(engine):
        _prepare(engine, name, create, read_only)
    return engine


def _url(name: str) -> URL:
    if "://" not in name:
        return URL.create("sqlite", database=name)
    try:
        url = make_url(name)
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise ArgumentError(name)
    except ArgumentError as error:
        raise StoreError(
            f"{name}: this is no address of a record", "give a file, or postgresql://user@host/name"
        ) from error
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _check_file(name: str, create: bool) -> None:
    path = Path(name)
    if path.is_dir():
        raise StoreError(f"{name}: this is a folder", f"name a file in it: {name.rstrip('/')}/record.db")
    if not create and not path.exists():
        raise StoreError(f"{name}: there is no such record", f"make one with: dateline add PATH... --db {name}")
    if create and not path.parent.is_dir():
        raise StoreError(f"{name}: its folder does not exist", f"make it: mkdir -p {path.parent}")


def engine_of(name: str | URL, read_only: bool = False) -> Engine:
    """An engine on a database, whatever it holds. Raises StoreError where its driver is missing."""
    url = _url(name) if isinstance(name, str) else name
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, read_only)
    try:
        return create_engine(url, pool_pre_ping=True, pool_size=5)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(
            "PostgreSQL needs the package psycopg", "install it: pip install 'dateline[postgres]'"
        ) from error


def _sqlite(url: URL, read_only: bool) -> Engine:
    if read_only:
        place = Path(str(url.database)).resolve().as_uri()
        url = URL.create("sqlite", database=place, query={"mode": "ro", "uri": "true"})
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _on_connect(connection, _record):  # type: ignore[no-untyped-def]
        connection.isolation_level = None
        pragmas = [f"busy_timeout={WAIT_MS}", "foreign_keys=ON", "secure_delete=ON", f"cache_size=-{CACHE_KB}"] + (
            [] if read_only else ["journal_mode=WAL"]
        )
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("writes"):
            connection.exec_driver_sql("BEGIN")
            return
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if options.get('durable') else 'NORMAL'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads. Raises StoreError where the database does."""
    with faults_of(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, *, alone: bool = False, durable: bool = False) -> Iterator[Connection]:
    """A transaction that is kept whole or not at all; `alone`: no other such one runs meanwhile.

    `durable`: on the disk itself when it ends, for what people did by hand (PostgreSQL always does so). Raises
    StoreError where the database fails.
    """
    options = {"writes": True, "durable": durable}
    with faults_of(engine), engine.connect().execution_options(**options) as connection, connection.begin():
        if alone and connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(TURN)))
        yield connection


@contextmanager
def faults_of(engine: Engine) -> Iterator[None]:
    """Turns what the database raises into a StoreError with its name and a remedy."""
    try:
        yield
    except SQLAlchemyError as error:
        raise fault_of(error, engine.url.render_as_string(hide_password=True)) from error


def revision_of(connection: Connection) -> str | None:
    """The revision of the schema in a database; None where it holds no record."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _prepare(engine: Engine, name: str, create: bool, read_only: bool) -> None:
    with reading(engine) as connection:
        found = revision_of(connection)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise StoreError(f"{name}: made by a newer Dateline (form {found}, this is {HEAD})", "update Dateline")
    if found is None and not create:
        raise StoreError(f"{name}: it holds no record", f"make one with: dateline add PATH... --db {name}")
    if read_only:
        raise StoreError(f"{name}: made by an older Dateline", f"update it with: dateline doctor --db {name}")
    with writing(engine, alone=True) as connection:
        if revision_of(connection) != HEAD:
            migrate(connection)
            if found is not None:
                _refill(connection)


def _refill(connection: Connection) -> None:
    from dateline.store.joining import refill

    refill(connection)


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to a revision, inside the connection's transaction."""
    from alembic import command  # 0.5 s, and only where the tables are made or changed

    command.upgrade(alembic_config(connection), revision)


def alembic_config(connection: Connection):  # type: ignore[no-untyped-def]
    """Alembic's settings, without a file."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


__all__ = ["StoreError", "alembic_config", "engine_of", "migrate", "open_store", "reading", "revision_of", "writing"]
