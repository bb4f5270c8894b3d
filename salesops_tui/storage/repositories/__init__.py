"""One module for each kind of record: how it lies in the file, and the questions of its own that it has."""
