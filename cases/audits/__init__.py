"""Auditing case files: which questions, which cases, and what the scores say."""
