"""Claims of any number of documents in, findings out; knows the models of `claims` and nothing else."""
