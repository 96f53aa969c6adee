"""journal.db: the record, its projections, and how it is checked."""
