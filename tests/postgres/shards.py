"""A stand-in for the extension citus: tables are really cut into shards, by PostgreSQL's own partitions on one server.

Citus cannot be had from the wheel or from Debian. What is true of both kinds of shards can be tried on these: a unique key that
lacks the column by which the table is cut is refused, and a statement goes to one shard or to all. What only Citus does is not: other
nodes, connections between them, what it refuses beyond that.
"""

from collections.abc import Callable

_EXTENSION = """
INSERT INTO pg_catalog.pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
VALUES (4000000001, 'citus', 10, 'pg_catalog'::regnamespace, false, '12.1-1');

CREATE TABLE public.placed (name regclass PRIMARY KEY, by text);
COMMENT ON COLUMN public.placed.by IS 'the column by which the table is cut; null for one that is on every node';

CREATE FUNCTION public.create_reference_table(table_name regclass) RETURNS void
LANGUAGE sql AS 'INSERT INTO public.placed VALUES (table_name, NULL)';

CREATE FUNCTION public.create_distributed_table(table_name regclass, distribution_column text,
                                                colocate_with text DEFAULT 'default', shard_count integer DEFAULT 4)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_schema text;
  v_name   text;
BEGIN
  SELECT n.nspname, c.relname INTO v_schema, v_name
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = table_name;
  EXECUTE format('ALTER TABLE %1$I.%2$I RENAME TO %3$I', v_schema, v_name, v_name || '_plan');
  EXECUTE format('CREATE TABLE %1$I.%2$I (LIKE %1$I.%3$I INCLUDING ALL) PARTITION BY HASH (%4$I)',
                 v_schema, v_name, v_name || '_plan', distribution_column);
  EXECUTE format('DROP TABLE %1$I.%2$I', v_schema, v_name || '_plan');
  FOR v_number IN 0 .. shard_count - 1 LOOP
    EXECUTE format('CREATE TABLE %1$I.%3$I PARTITION OF %1$I.%2$I FOR VALUES WITH (MODULUS %5$s, REMAINDER %4$s)',
                   v_schema, v_name, v_name || '_shard_' || v_number, v_number, shard_count);
  END LOOP;
  INSERT INTO public.placed VALUES (format('%I.%I', v_schema, v_name)::regclass, distribution_column);
END $$;
"""


def stand_in_for_citus(psql: Callable[[str], object]) -> None:
    """Give a database the extension, as far as `central init --engine citus` asks for it."""
    psql(_EXTENSION)
