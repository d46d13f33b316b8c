"""One command a file: its docstring is its help, `run(arguments)` its work."""
