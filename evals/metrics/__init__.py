"""Figures over results, each with its interval."""
