"""Readers of glossary files, one a format: text in, entries and what is wrong out."""
