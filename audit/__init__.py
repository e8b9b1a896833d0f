"""The command line, the configuration and the corpus: wires the other rooms, and none of them knows it."""
