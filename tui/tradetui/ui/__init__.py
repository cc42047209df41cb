"""The screens. This package imports nothing by itself, so that the commands can be read without Textual."""
