"""The read-only API: pages, images and documents as JSON, as far as they are public."""
