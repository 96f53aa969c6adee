"""Rules as data: documents read from TOML, and asked for a proposal."""
