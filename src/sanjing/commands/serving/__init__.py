"""What `sanjing serve` is made of: the lock, the port, the database, and the processes it keeps."""
