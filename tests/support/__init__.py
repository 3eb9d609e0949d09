"""What tests stand on: settings, a real server, a real PostgreSQL, the cast."""
