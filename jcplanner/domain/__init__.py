"""The subject: records, rules and sums of joint commissioning. Standard library only."""
