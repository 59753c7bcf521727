"""What nobody wants to see again: pragmas in the text, dismissals, the flags of a baseline."""
