"""The command line: every answer the screens give, headless, by the same code."""
