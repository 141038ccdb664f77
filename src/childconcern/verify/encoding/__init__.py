"""A pack as literals: what facts can hold, every journey, and what is decided of each."""
