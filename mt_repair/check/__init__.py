"""The tests of a glossary: what its files say, what its sentences show, how much they would catch."""
