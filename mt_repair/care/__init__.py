"""The care of a glossary: what a change of it does, what its entries do, what it lacks."""
