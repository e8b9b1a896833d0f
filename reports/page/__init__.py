"""What the page shows, worked out before any markup: plain values in, frozen views for the templates out."""
