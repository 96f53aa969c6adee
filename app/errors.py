"""The errors of the whole program, in two families: those that somebody can act on, and bugs."""


class DockgradeError(Exception):
    """Base of everything Dockgrade raises on purpose."""


class KnownError(DockgradeError):
    """The environment or the input is at fault, and a person can put it right.

    Attributes:
        title: one sentence that says what is wrong, naming what was expected and what was found.
        next_step: one sentence that says what to do now; "" where there is nothing to do.
        exit_code: what the command line returns: 1 something is wrong with the data, 2 wrong usage, 3 the environment failed;
            4 another projector has taken the work over.
    """

    def __init__(self, title: str, next_step: str = "", *, exit_code: int = 3) -> None:
        super().__init__(f"{title} {next_step}".strip())
        self.title = title
        self.next_step = next_step
        self.exit_code = exit_code


class BugError(DockgradeError):
    """A state that the program's own rules exclude. Never shown to an inspector as it is."""
