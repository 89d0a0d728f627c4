"""What readers get, seen in a browser: the built site in an installed Chromium."""
