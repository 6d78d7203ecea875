"""Arithmetic on the links of a tree."""
