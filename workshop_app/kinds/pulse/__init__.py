"""The recurring questionnaire."""
