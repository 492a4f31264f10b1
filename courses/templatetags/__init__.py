"""The few template tags we need."""
