"""The translations: .ts for translators, .qm for the program."""
