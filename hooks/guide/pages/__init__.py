"""From the tree to pages."""
