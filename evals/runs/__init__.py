"""Asking every case, and the record of it."""
