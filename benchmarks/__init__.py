"""Benchmarks: each prints its figure as a ratio to a floor that is measured in the same run, and exits with 1 when a limit is missed."""
