"""Label printers: one layout in dots, encoders for the printers' languages, transports for their bytes, and their status."""
