"""What commands are made of, and no command by itself: a bill of materials, translators' files, an interview."""
