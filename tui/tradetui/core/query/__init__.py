"""The one query language: its model, its total parser and printer, its fields, its normaliser."""
