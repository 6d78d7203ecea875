"""The same steps as pages of other tools. `step` says what a step says; each other module makes a site of one tool."""
