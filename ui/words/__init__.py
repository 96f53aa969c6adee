"""Everything that the windows say, in the operator's language.

A sentence is one `Text`, marked with `translate` where it stands, so that Qt Linguist's lupdate finds it; `Words` turns it into the
language at hand. Nothing is put together from pieces of sentences.
"""
