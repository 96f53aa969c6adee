"""Benches and the central database."""
