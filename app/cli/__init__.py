"""The command line: one parser, each command in a module of its own that is imported only when it is called.

Exit codes: 0 done, 1 it found something wrong, 2 wrong usage, 3 the environment failed.
"""

from app.cli.main import main

__all__ = ["main"]
