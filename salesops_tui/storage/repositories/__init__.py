"""One module for each kind of record that has questions of its own."""
