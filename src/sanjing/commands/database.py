"""The database a command works on: reached and fit to hold a company, or one sentence why not."""

from django.db import DatabaseError, connection

from sanjing.commands.terminal import Stop, words

ENCODING = "UTF8"


def reach_database() -> None:
    """Connect. Raises `Stop`."""
    if problem := unreached():
        raise Stop(words(f"The database cannot be used: {problem}", f"无法使用数据库：{problem}"))


def unreached() -> str:
    """Why the database cannot be used, in a line; empty when it can."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return " ".join(str(error).split())
    encoding = _encoding()
    if encoding == ENCODING:
        return ""
    return words(
        f"it keeps text as {encoding}; make it anew: createdb --encoding UTF8 --template template0",
        f"它以 {encoding} 保存文字，请重新建库：createdb --encoding UTF8 --template template0",
    )


def require_right_to_create() -> None:
    """Raises `Stop` where PostgreSQL would refuse the tables; since 15 only the owner may make them."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_schema_privilege(current_schema(), 'CREATE'), current_user, current_database()"
        )
        allowed, user, database = cursor.fetchone()
    if not allowed:
        raise Stop(
            words(
                f"{user} may not make tables in the database {database};"
                f" as its administrator run: ALTER DATABASE {database} OWNER TO {user}",
                f"{user} 无权在数据库 {database} 中建表，"
                f"请由数据库管理员运行：ALTER DATABASE {database} OWNER TO {user}",
            )
        )


def _encoding() -> str:
    if connection.vendor != "postgresql":
        return ENCODING
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        return cursor.fetchone()[0]
