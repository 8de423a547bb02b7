"""The equations of one month, each a free function of amounts, readable against the published forms."""
