"""Tables and reports on their way out: text, Markdown, JSON, CSV, XLSX; what is heavy is loaded when it is used."""
