"""A document's bytes in, its claims out; knows nothing of the other rooms."""
