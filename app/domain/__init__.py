"""The rules of the trade, pure: words, facts, states."""
