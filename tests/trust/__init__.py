"""The prover held to brute force and to z3, on thousands of made-up packs."""
