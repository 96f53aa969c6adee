"""Scanners and printers. A leaf: it imports nothing of the rest of the program."""
