"""A digest as 公众号 HTML, preview page, Markdown, plain text, robot messages, feed, pictures."""
