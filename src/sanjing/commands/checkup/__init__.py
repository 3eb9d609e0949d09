"""What `sanjing doctor` looks at: each check gives one `Finding`."""
