"""Scanners: serial lines, keyboard wedges, and what makes readings of their bytes and key strokes."""
