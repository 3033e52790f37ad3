"""A local Slack: a workspace in memory behind Slack's Web API and Socket Mode, on this machine only.

The bot is pointed at it with ``SLACK_API_URL`` and cannot tell the difference, so it can be tried without an
account and tested without being patched.
"""
