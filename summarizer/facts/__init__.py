"""Facts of an article, and checks of a candidate against them."""
