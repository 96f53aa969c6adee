"""The central database itself: its tables and functions, who may do what, reference data handed out, facts folded and passed on."""
