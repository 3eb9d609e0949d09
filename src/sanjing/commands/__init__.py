"""One file a subcommand: `HELP`, `arguments(parser)` and `run(options) -> exit code`."""
