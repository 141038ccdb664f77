"""The engines: a solver of clauses, formulas over it, and the diagram that counts."""
