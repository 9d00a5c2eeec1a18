"""From raw bulletins to the shipped checkpoint folder."""
