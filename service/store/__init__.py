"""What the service keeps: keys, jobs, results, feedback; SQLite or PostgreSQL."""
