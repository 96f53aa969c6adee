"""The history of the central schema: each step is applied once, in order, and never changed after a release.

A step only adds (a column with a default, a table, a function `…_v2` beside `…_v1`), so that benches of the release before go
on working; what nobody uses any more is taken away one release later.
"""
