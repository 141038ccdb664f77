"""Examples: replayed by walking and deciding, made as small as they can be, and told."""
