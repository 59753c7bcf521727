"""Glossary files, one module a format: text in, entries and what is wrong out; and back."""
