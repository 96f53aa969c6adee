"""Rules of the house that no linter knows, checked on the checkout itself."""
