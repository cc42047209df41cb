"""See CONTRIBUTING.md for what this room of the house holds."""
