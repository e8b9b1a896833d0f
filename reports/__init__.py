"""An audit's report in, text for people and machines out; knows the models only."""
