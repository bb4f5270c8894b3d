"""One module per job: reads repositories, applies the domain's rules, writes one named step."""
