"""The bench: what a scan means now, what is decided, what is shown."""
