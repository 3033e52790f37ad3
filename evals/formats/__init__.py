"""Cases and runs in the formats of other tools, and the candidates that people's feedback brings."""
