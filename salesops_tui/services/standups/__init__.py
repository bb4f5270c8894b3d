"""The stand-up: prepared from the record, run by the clock, closed with a summary."""
