"""What every test stands on: real servers, and a cast of people with different rights."""

pytest_plugins = ["tests.cast"]
