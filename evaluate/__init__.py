"""Measuring: codings of our own stories against their annotations."""
