"""What is kept: workspaces, companies' data, scenarios with every version, drafts, links, receipts. No screen, no language."""
