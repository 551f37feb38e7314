"""The law: one module a limit. See `k1chat.limits.limit` for the shape they share."""
