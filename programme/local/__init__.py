"""Runs Strands on one machine with nothing installed: the two servers come from wheels."""

from programme.local.servers import ensure_servers, stop_servers

__all__ = ["ensure_servers", "stop_servers"]
