"""Rate cards as plain values, who buys, and what space costs."""
