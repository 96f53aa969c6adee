"""What a bench's connection is shown of streams and events, by whichever way the server lets it read."""

from app.sync.reading import reading_of


def reading(connection):
    ((engine,),) = connection.execute("SELECT engine FROM dockgrade.central_meta").fetchall()
    return reading_of(engine)


def heads(connection):
    """Rows of stream_id, bench_id, site, series, last_seq, last_hash, closed."""
    return connection.execute(reading(connection).heads).fetchall()


def streams(connection):
    return {row[0] for row in heads(connection)}


def events(connection, stream):
    """Rows of EVENT_COLUMNS, in order."""
    return sorted(
        connection.execute(reading(connection).events, (stream, 0, 1 << 62)).fetchall(), key=lambda row: row[1]
    )
