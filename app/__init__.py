"""Dockgrade: the returns bench. Parcels come in, items are scanned, graded and sent where they belong."""

__version__ = "0.1.0"
