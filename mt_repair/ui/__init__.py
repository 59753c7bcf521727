"""The editor's page: a text with its doubtful names in place, and one key for each decision."""
