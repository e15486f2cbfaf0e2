"""Clocks: rules as data, and the deadlines worked out from the records by them.

`rule` says what a rule is, `core_rules` lists those every strand shares, `registry` adds the
strands' own, `recompute` writes what they come to.
"""
