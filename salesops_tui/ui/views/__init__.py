"""The views of the pipeline room: the same deals, seen in different ways."""
