"""The platforms we can speak on, one module each, behind one port."""
