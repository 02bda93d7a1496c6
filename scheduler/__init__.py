"""When: the clock, the publisher, the inbox and the carrier."""
