"""From bytes to the tree, or problems. The only folder that imports yaml."""
