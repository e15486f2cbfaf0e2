"""Speed measured on made-up people, by hand and never in the tests: see docs/performance.md."""
