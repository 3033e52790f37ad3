"""What holds in one channel: which documents, who may ask, whom to ask instead; and how it is changed in Slack."""
