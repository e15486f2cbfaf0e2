"""Files people attach: what they really are, whether they are safe to keep, and where they lie."""
