"""The Slack front end: questions from mentions and direct messages, answers in their threads."""
