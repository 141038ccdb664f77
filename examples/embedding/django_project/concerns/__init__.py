"""A form per question, drafts and decisions in the database."""
