"""The screens: the main one over five views, and the dialogs."""
