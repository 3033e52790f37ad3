"""A local Slack with a page in the browser, to try the bot without an account."""
