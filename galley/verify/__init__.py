"""A published site checked by its record, calculations too, by what knows nothing of the story."""
