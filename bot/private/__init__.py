"""Answers for one person's eyes: to the slash command and to the shortcut of a message; and sharing them."""
