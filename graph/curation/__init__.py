"""What a person adds to the rules' findings, anchored in the text, and the audit of both."""
