"""[central] url: what it says, and what a connection needs beside it."""

from dataclasses import dataclass

from app.sync.faults import BadUrlError

_SCHEMES = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Address:
    """Where the central database is.

    Attributes:
        url: as written, maybe with a password.
        shown: host, port and database without role and password, for messages.
        role: the login role.
        password: None unless the address holds one.
        hosts: more than one when a standby may take over.
    """

    url: str
    shown: str
    role: str
    password: str | None
    hosts: tuple[tuple[str, int], ...]
    database: str
    parameters: tuple[tuple[str, str], ...]

    def connect_parameters(self, password: str | None) -> dict[str, str]:
        """What libpq is told; the password of the address goes before the given one."""
        told = dict(self.parameters)
        if password is not None:
            told.setdefault("password", password)
        if len(self.hosts) > 1:
            told.setdefault("target_session_attrs", "read-write")
        return told


def parse_address(url: str) -> Address:
    """Take an address apart. Raises BadUrlError."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    if not url.startswith(_SCHEMES):
        raise BadUrlError(_hidden(url), "it does not begin with postgresql://")
    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except psycopg.ProgrammingError as err:
        raise BadUrlError(_hidden(url), str(err).strip().rstrip(".")) from err
    for name, noun in (("host", "host"), ("dbname", "database"), ("user", "role")):
        if not parts.get(name):
            raise BadUrlError(_hidden(url), f"it names no {noun}")
    names = parts["host"].split(",")
    ports = parts.get("port", "5432").split(",")
    if len(ports) == 1:
        ports *= len(names)
    if len(ports) != len(names) or not all(port.isdigit() and 0 < int(port) < 65536 for port in ports):
        raise BadUrlError(_hidden(url), f"{','.join(ports)!r} is no port for each host")
    hosts = tuple((name, int(port)) for name, port in zip(names, ports, strict=True))
    shown = ",".join(f"{name}:{port}" for name, port in hosts) + "/" + parts["dbname"]
    return Address(
        url, shown, parts["user"], parts.get("password"), hosts, parts["dbname"], tuple(sorted(parts.items()))
    )


def _hidden(url: str) -> str:
    """The address without a password, however malformed it is."""
    scheme, found, rest = url.partition("://")
    if not found:
        return url
    login, at, place = rest.rpartition("@")
    return f"{scheme}://{login.partition(':')[0]}{at}{place}"
