"""The widgets: each draws lines of runs and knows nothing of the archive."""
